using System.IO.Compression;
using CostIntel.Connectors.Generation;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>Billing statements through the command line into a running engine and out again.</summary>
public sealed class Statements(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private string Server => fixture.Engine.Url;

    [Fact]
    public async Task An_import_has_the_control_totals_and_importing_again_changes_nothing()
    {
        var (file, statement) = await GenerateAsync("again", 11);
        var totals = Assert.Single(statement.Totals);

        var (exitCode, first) = await Cli.JsonAsync(Server, "ingest", file, "--source", "again");
        var (_, second) = await Cli.JsonAsync(Server, "ingest", file, "--source", "again");

        Assert.Equal(0, exitCode);
        Assert.Equal(statement.Rows, Cli.Count(first, "read"));
        Assert.Equal(statement.Rows, Cli.Count(first, "inserted"));
        Assert.Equal(totals.Costs.Billed, Cli.Total(first, "billed_cost"));
        Assert.Equal(totals.Costs.List, Cli.Total(first, "list_cost"));
        Assert.Equal(statement.Rows, Cli.Count(second, "unchanged"));
        Assert.Equal(0, Cli.Count(second, "inserted") + Cli.Count(second, "updated") + Cli.Count(second, "rejected"));
    }

    [Fact]
    public async Task Costs_and_corrections_are_exact_whatever_they_are_grouped_by()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.File("data"));
        var (file, statement) = await GenerateAsync("grouped", 12);
        await Cli.JsonAsync(engine.Url, "ingest", file);
        foreach (var groupBy in new[] { "service,region", "resource", "tag:team,charge_category", "tag:application", "provider" })
        {
            var (_, costs) = await Cli.JsonAsync(engine.Url, "costs", "--group-by", groupBy, "--granularity", "day");
            Assert.Equal(statement.Totals[0].Costs.Effective, Cli.Total(costs, "effective_cost"));
        }

        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllLinesAsync(folder.File("short.csv"), lines[..^5]);
        var (_, removed) = await Cli.JsonAsync(engine.Url, "ingest", folder.File("short.csv"), "--scope", "period");
        var (_, after) = await Cli.JsonAsync(engine.Url, "costs");
        Assert.Equal(statement.Rows - 5, Cli.Count(removed, "unchanged") + Cli.Count(removed, "updated"));
        Assert.Equal(Cli.Total(removed, "billed_cost"), Cli.Total(after, "billed_cost"));
    }

    [Fact]
    public async Task A_statement_in_halves_is_the_whole_statement()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.File("data"));
        var (file, statement) = await GenerateAsync("halves", 13);
        var lines = await File.ReadAllLinesAsync(file);
        var half = lines.Length / 2;
        await File.WriteAllLinesAsync(folder.File("a.csv"), lines[..half]);
        await File.WriteAllLinesAsync(folder.File("b.csv"), [lines[0], .. lines[half..]]);

        await Cli.JsonAsync(engine.Url, "ingest", folder.File("a.csv"), folder.File("b.csv"));
        var (_, costs) = await Cli.JsonAsync(engine.Url, "costs");

        Assert.Equal(statement.Totals[0].Costs.Billed, Cli.Total(costs, "billed_cost"));
    }

    [Fact]
    public async Task A_cut_file_keeps_what_was_read_and_the_mended_one_gives_the_right_totals()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.File("data"));
        var (file, statement) = await GenerateAsync("cut", 14);
        var packed = await PackAsync(file, folder.File("whole.csv.gz"));
        await File.WriteAllBytesAsync(folder.File("cut.csv.gz"), packed[..(packed.Length / 2)]);

        var (exitCode, cut) = await Cli.JsonAsync(engine.Url, "ingest", folder.File("cut.csv.gz"));
        var (_, whole) = await Cli.JsonAsync(engine.Url, "ingest", folder.File("whole.csv.gz"));
        var (_, costs) = await Cli.JsonAsync(engine.Url, "costs");

        Assert.Equal(1, exitCode);
        Assert.Contains("cut.csv.gz", cut.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.InRange(Cli.Count(cut, "inserted"), 1, statement.Rows - 1);
        Assert.Equal(statement.Rows, Cli.Count(whole, "inserted") + Cli.Count(whole, "updated") + Cli.Count(whole, "unchanged"));
        Assert.Equal(statement.Totals[0].Costs.Billed, Cli.Total(costs, "billed_cost"));
    }

    [Theory]
    [InlineData("BilledCost", "BilledCost")]
    [InlineData("ChargePeriodStart", "ChargePeriodStart")]
    public async Task A_file_without_a_mandatory_column_is_refused_by_name(string column, string named)
    {
        var (file, _) = await GenerateAsync("missing-" + column, 15);
        var lines = await File.ReadAllLinesAsync(file);
        lines[0] = lines[0].Replace(column, "x_Other", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        var (exitCode, output, error) = await Programs.RunCliAsync(Server, "ingest", file, "--output", "json");

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_row_is_reported_with_its_place_and_the_rest_counts()
    {
        var (file, statement) = await GenerateAsync("bad", 16);
        var lines = await File.ReadAllLinesAsync(file);
        lines[3] = lines[3].Replace("USD", "XQX", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        var (exitCode, report) = await Cli.JsonAsync(Server, "ingest", file, "--source", "bad");

        Assert.Equal(1, exitCode);
        Assert.Equal(1, Cli.Count(report, "rejected"));
        Assert.Equal(statement.Rows - 1, Cli.Count(report, "inserted"));
        var rejection = report.GetProperty("rejections")[0];
        Assert.Equal(3, rejection.GetProperty("row").GetInt64());
        Assert.Equal("BillingCurrency", rejection.GetProperty("column").GetString());
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_an_error_of_its_own()
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(
            $"http://127.0.0.1:{Programs.FreePort()}", "costs", "--output", "json");

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
    }

    private static async Task<byte[]> PackAsync(string file, string packed)
    {
        await using (var output = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            await using var input = File.OpenRead(file);
            await input.CopyToAsync(output);
        }

        return await File.ReadAllBytesAsync(packed);
    }

    private async Task<(string File, GeneratedStatement Statement)> GenerateAsync(string name, int seed)
    {
        var file = fixture.File(name + ".csv");
        await using var stream = File.Create(file);
        var options = new FocusGeneratorOptions { Resources = 30, Days = 5 };
        return (file, await new FocusGenerator(seed, options).WriteAsync(stream));
    }
}
