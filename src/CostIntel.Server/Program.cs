using CostIntel.Server.Hosting;

return await EngineHost.RunAsync(args);
