using System.CommandLine;
using System.Text.Json;
using CostIntel.Bench.Alerts;
using CostIntel.Bench.Detection.Costs;
using CostIntel.Bench.Detection.Metrics;
using CostIntel.Bench.Forecasting;
using CostIntel.Bench.Load;
using CostIntel.Bench.Memory;
using CostIntel.Bench.Queries;
using CostIntel.Bench.Recommendations;
using CostIntel.Bench.Simulation;

var resources = new Option<int>("--resources") { DefaultValueFactory = _ => 10_000, Description = "Resources in the load." };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 500, Description = "Records a batch." };
var producers = new Option<int>("--producers") { DefaultValueFactory = _ => 4, Description = "Producers, a stream each." };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10, Description = "Seconds a contender." };
var inFlight = new Option<int>("--in-flight") { DefaultValueFactory = _ => 24, Description = "Batches without ack a producer." };
Option[] loadOptions = [resources, batch, producers, seconds, inFlight];

LoadOptions LoadOf(ParseResult parsed) => new(
    parsed.GetValue(resources), parsed.GetValue(batch), parsed.GetValue(producers), parsed.GetValue(seconds), parsed.GetValue(inFlight));

Command With(Command command, params Symbol[] symbols)
{
    foreach (var symbol in symbols)
    {
        if (symbol is Argument argument)
        {
            command.Add(argument);
        }
        else
        {
            command.Add((Option)symbol);
        }
    }

    return command;
}

var load = With(new Command("load", "Durable ingest beside a bare gRPC sink and plain SQLite inserts; prints JSON."), loadOptions);
load.SetAction((parsed, _) => LoadDriver.RunAsync(LoadOf(parsed)));

var server = new Argument<string>("server");
var client = With(new Command("client", "The client alone, against a running server."), [server, .. loadOptions]);
client.SetAction(async (parsed, _) =>
{
    var run = $"load-{Environment.ProcessId}";
    var result = await LoadClient.RunAsync(parsed.GetValue(server)!, run, LoadOf(parsed));
    Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
});

var port = new Argument<int>("port");
var sink = With(new Command("sink", "The bare sink alone."), port);
sink.SetAction((parsed, _) => SinkServer.RunAsync(parsed.GetValue(port)));

var folder = new Argument<string>("folder");
var tuned = new Option<bool>("--tuned") { Description = "On the engine's own settings of SQLite." };
var sqlite = With(new Command("sqlite", "Plain SQLite inserts alone."), [folder, tuned, .. loadOptions]);
sqlite.SetAction(parsed => Console.WriteLine(
    JsonSerializer.Serialize(SqliteInsert.Run(parsed.GetValue(folder)!, parsed.GetValue(tuned), LoadOf(parsed)), JsonSerializerOptions.Web)));

var memory = With(new Command("memory", "Bytes of a resource after 30 days of hourly usage."), resources);
memory.SetAction(parsed => Console.WriteLine(
    JsonSerializer.Serialize(ResourceMemory.Run(parsed.GetValue(resources)), JsonSerializerOptions.Web)));

var queries = With(new Command("queries", "Fills 90 days into a running engine and times queries."), [server, resources]);
queries.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
    await QueryLatency.RunAsync(parsed.GetValue(server)!, parsed.GetValue(resources)), JsonSerializerOptions.Web)));

var count = new Option<int>("--count") { DefaultValueFactory = _ => 300, Description = "Alerts." };
var rate = new Option<int>("--load") { DefaultValueFactory = _ => 100_000, Description = "Records a second beside them." };
var alerts = With(new Command("alerts", "From a record to its alert, on a running engine."), [server, count, rate]);
alerts.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
    await AlertLatency.RunAsync(parsed.GetValue(server)!, parsed.GetValue(count), parsed.GetValue(rate)), JsonSerializerOptions.Web)));

var notices = With(new Command("notices", "From something that happens to its webhook, on a running engine that may send to 127.0.0.1."), [server, count]);
notices.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
    await NoticeLatency.RunAsync(parsed.GetValue(server)!, parsed.GetValue(count)), JsonSerializerOptions.Web)));

var recommend = With(new Command("recommend", "All recommenders on each resource of an account."), resources);
recommend.SetAction(parsed => Console.WriteLine(
    JsonSerializer.Serialize(AdviceSpeed.Measure(parsed.GetValue(resources)), JsonSerializerOptions.Web)));

var refresh = With(new Command("refresh", "From a change of policy to the last recommendation that follows it."), [server, resources]);
refresh.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
    await PolicyRefresh.RunAsync(parsed.GetValue(server)!, parsed.GetValue(resources)), JsonSerializerOptions.Web)));

var changes = With(new Command("changes", "From recommendations that a rule approves to the last change that is made and verified."), [server, resources]);
changes.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
    await ChangeSpeed.RunAsync(parsed.GetValue(server)!, parsed.GetValue(resources)), JsonSerializerOptions.Web)));

var root = new RootCommand("Measures the engine. Compare the ratios: absolute figures depend on the machine and its load.");
root.Add(load);
root.Add(client);
root.Add(sink);
root.Add(sqlite);
root.Add(memory);
root.Add(queries);
root.Add(alerts);
root.Add(notices);
root.Add(recommend);
root.Add(refresh);
root.Add(changes);
root.Add(DetectCostsCommand.Create());
root.Add(DetectMetricsCommand.Create());
root.Add(ForecastCommand.Create());
root.Add(SimulateCommand.Create());
return await root.Parse(args).InvokeAsync();
