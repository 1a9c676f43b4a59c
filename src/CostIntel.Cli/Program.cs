using CostIntel.Cli.Commands;

return await CliRoot.RunAsync(args, Console.Out, Console.Error);
