using System.Globalization;
using CostIntel.Cli.Import;
using Spectre.Console;

namespace CostIntel.Cli.Output;

/// <summary>Shows how an import goes: a bar with rows a second on a terminal, plain lines elsewhere.</summary>
internal sealed class ProgressDisplay(StatementReader reader, ImportClient client, TextWriter error, TimeProvider time)
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public async Task<T> ShowAsync<T>(Task<T> import)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            await LinesAsync(import);
        }
        else
        {
            await BarAsync(import);
        }

        return await import;
    }

    private async Task LinesAsync(Task import)
    {
        var started = time.GetTimestamp();
        while (await Task.WhenAny(import, Task.Delay(LineInterval, time)) != import)
        {
            await error.WriteLineAsync(Line(started));
        }
    }

    private async Task BarAsync(Task import)
    {
        var started = time.GetTimestamp();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Importing", maxValue: 1);
                while (await Task.WhenAny(import, Task.Delay(BarInterval, time)) != import)
                {
                    bar.Description = Markup.Escape(Line(started));
                    bar.IsIndeterminate = reader.Progress is null;
                    bar.Value = reader.Progress ?? 0;
                }
            });
    }

    private string Line(long started)
    {
        var seconds = Math.Max(time.GetElapsedTime(started).TotalSeconds, 0.001);
        var compared = client.ComparedRows > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {client.ComparedRows:N0} compared")
            : "";
        var broken = client.Broken is { } fault ? $", connecting again: {fault}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{reader.RowsRead:N0} rows read ({reader.RowsRead / seconds:N0}/s){compared}{broken}");
    }
}
