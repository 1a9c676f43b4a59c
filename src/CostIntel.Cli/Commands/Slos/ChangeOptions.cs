using System.CommandLine;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Slos;

/// <summary>The options that say which resource would change, and how.</summary>
internal sealed class ChangeOptions
{
    private const int HoursPerDay = 24;
    private const int DaysPerWeek = 7;
    private const int WorkDays = 5;

    private readonly Argument<string> _resource = new("ID") { Description = "FOCUS ResourceId." };
    private readonly Option<string?> _provider = Text("--provider", "ID", "FOCUS ServiceProviderName, for example aws.");
    private readonly Option<string?> _account = Text("--account", "ID", "FOCUS BillingAccountId.");
    private readonly Option<string?> _subAccount = Text("--sub-account", "ID", "FOCUS SubAccountId.");
    private readonly Option<string> _action = new Option<string>("--action")
    {
        Description = $"What is done: {string.Join(", ", Actions)}.", HelpName = "ACTION", Required = true,
    }.AcceptOnlyFromAmong(Actions);

    private readonly Option<double?> _cpu = Ratio("--cpu-ratio", "Processor capacity after to before: 0.5 is half.");
    private readonly Option<double?> _memory = Ratio("--memory-ratio", "Memory after to before.");
    private readonly Option<double?> _gpu = Ratio("--gpu-ratio", "GPU capacity after to before.");
    private readonly Option<double?> _io = Ratio("--io-ratio", "Throughput of disks and network after to before.");
    private readonly Option<double?> _latency = Ratio("--latency-ratio", "Latency of each access after to before.");
    private readonly Option<string?> _runs = Text(
        "--runs", "HH-HH", "It runs from Monday to Friday from one hour to another, UTC: 06-20. Default: always.");

    private readonly Option<double> _interruptions = new("--interruptions") { Description = "How often a month it is interrupted.", HelpName = "COUNT" };
    private readonly Option<double> _minutes = new("--interruption-minutes") { Description = "How long each time.", HelpName = "MINUTES" };
    private readonly Option<bool> _restart = new("--restart") { Description = "It has to be restarted." };

    private static string[] Actions =>
        [.. Enum.GetValues<ActionType>().Where(action => action != ActionType.Unspecified).Select(action => Name(action))];

    public Symbol[] All =>
    [
        _resource, _provider, _account, _subAccount, _action, _cpu, _memory, _gpu, _io, _latency, _runs, _interruptions, _minutes, _restart,
    ];

    public CheckChangeRequest Request(ParseResult parsed)
    {
        var change = new ResourceChange
        {
            Action = Enum.GetValues<ActionType>().First(action => Name(action) == parsed.GetValue(_action)),
            Runs = parsed.GetValue(_runs) is { } hours ? Week(hours) : "",
            InterruptionsPerMonth = parsed.GetValue(_interruptions),
            MinutesPerInterruption = parsed.GetValue(_minutes),
            RestartNeeded = parsed.GetValue(_restart),
            RollbackPossible = parsed.GetValue(_action) != Name(ActionType.Delete),
            CpuRatio = parsed.GetValue(_cpu) ?? 1,
            MemoryRatio = parsed.GetValue(_memory) ?? 1,
            GpuRatio = parsed.GetValue(_gpu) ?? 1,
            InputOutputRatio = parsed.GetValue(_io) ?? 1,
            LatencyRatio = parsed.GetValue(_latency) ?? 1,
        };
        return new CheckChangeRequest
        {
            ResourceId = parsed.GetValue(_resource),
            Provider = parsed.GetValue(_provider) ?? "",
            BillingAccountId = parsed.GetValue(_account) ?? "",
            SubAccountId = parsed.GetValue(_subAccount) ?? "",
            Change = change,
        };
    }

    private static string Name(ActionType action) => action == ActionType.ScaleIn ? "scale-in" : action.ToString().ToLowerInvariant();

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static Option<double?> Ratio(string name, string description) =>
        new(name) { Description = description, HelpName = "RATIO" };

    private static string Week(string hours)
    {
        var parts = hours.Split('-');
        if (parts.Length != 2
            || !byte.TryParse(parts[0], out var from)
            || !byte.TryParse(parts[1], out var to)
            || from >= to
            || to > HoursPerDay)
        {
            throw new CliException($"--runs is '{hours}'; expected two hours of a day like 06-20.");
        }

        var working = new string('0', from) + new string('1', to - from) + new string('0', HoursPerDay - to);
        return string.Concat(Enumerable.Repeat(working, WorkDays)) + new string('0', (DaysPerWeek - WorkDays) * HoursPerDay);
    }
}
