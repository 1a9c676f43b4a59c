using System.Text;
using CostIntel.Connectors.Focus;

namespace CostIntel.Connectors.Tests;

public sealed class HeaderTests
{
    [Fact]
    public async Task Columns_are_found_in_any_order_and_case_with_a_warning_for_the_case()
    {
        var text = Statement.With().Renamed("BilledCost", "billedcost").ToString();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var reversed = string.Join('\n', lines.Select(line => string.Join(',', Cells(line).AsEnumerable().Reverse())));
        var read = await ReadStatement.OfAsync(Encoding.UTF8.GetBytes(reversed));
        Assert.Equal(1.5m, Assert.Single(read.Rows).Costs.Billed);
        Assert.Contains("billedcost is taken as BilledCost", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_columns_are_named_at_once_with_what_to_do()
    {
        var statement = Statement.With()
            .Without("ListCost", "BillingCurrency", "ProviderName", "ContractedCost", "Tags");
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => statement.ReadAsync());
        Assert.Equal(
            "test.csv, row 1 (header), column ListCost, BillingCurrency, ServiceProviderName (or ProviderName): "
            + "these columns are missing; where one value holds for the whole file, "
            + "state it with --assume ListCost=Value",
            refused.Message);
    }

    [Fact]
    public async Task Assumed_values_stand_in_for_missing_columns_only()
    {
        var assumed = new Dictionary<string, string>
        {
            ["listcost"] = "7.5",
            ["BillingCurrency"] = "EUR",
            ["ServiceProviderName"] = "Acme",
            ["EffectiveCost"] = "99",
        };
        var read = await Statement.With().Without("ListCost", "BillingCurrency", "ProviderName")
            .ReadAsync(new StatementFileOptions { Assumed = assumed });
        var row = Assert.Single(read.Rows);
        Assert.Equal((7.5m, 1.25m, "EUR", "acme"),
            (row.Costs.List, row.Costs.Effective, row.Series.Currency.Code, row.Series.Provider));
        Assert.Contains("EffectiveCost is in the file", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_cannot_be_assumed_for_a_column_rows_are_not_made_of()
    {
        var options = new StatementFileOptions { Assumed = new Dictionary<string, string> { ["x_Team"] = "a" } };
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => Statement.With().ReadAsync(options));
        Assert.Equal("x_Team", refused.Column);
    }

    [Theory]
    [InlineData("BilledCost", "BilledCost")]
    [InlineData("x_Team", "x_Team")]
    [InlineData("BILLEDCOST", "BILLEDCOST")]
    public async Task A_name_that_occurs_twice_is_refused(string name, string column)
    {
        var statement = new Statement().Column(name).Column(name);
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => statement.ReadAsync());
        Assert.Equal((0, column), (refused.Row, refused.Column));
        Assert.Contains("twice", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", FocusVersion.V10)]
    [InlineData("x_ServiceProviderName", FocusVersion.V10)]
    [InlineData("SkuMeter", FocusVersion.V11)]
    [InlineData("InvoiceId", FocusVersion.V12)]
    [InlineData("ContractApplied", FocusVersion.V13)]
    [InlineData("ServiceProviderName", FocusVersion.V13)]
    [InlineData("InvoiceDetailId", FocusVersion.V14)]
    public async Task The_version_is_that_of_the_newest_column(string column, FocusVersion version)
    {
        var statement = column.Length == 0 ? Statement.With() : new Statement().Column(column);
        Assert.Equal(version, (await OpenAsync(statement)).Version);
    }

    [Fact]
    public async Task Without_a_column_of_1_0_the_version_is_the_preview_and_without_ProviderName_it_is_1_4()
    {
        var preview = Statement.With().Without("ContractedCost", "ChargeClass", "ConsumedQuantity", "ConsumedUnit");
        Assert.Equal("1.0-preview", (await OpenAsync(preview)).Version.ToText());
        var newest = Statement.With().Renamed("ProviderName", "ServiceProviderName");
        Assert.Equal("1.4", (await OpenAsync(newest)).Version.ToText());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\ufeff", "is empty")]
    [InlineData("\n\n", "no header")]
    [InlineData("PK\u0003\u0004xx", "workbook")]
    [InlineData("PAR1xxxx", "Parquet")]
    [InlineData("{\"a\":1}", "looks like JSON")]
    [InlineData("BilledCost;ChargePeriodStart\n", "separated by ';'")]
    [InlineData("BilledCost\tChargePeriodStart\n", "separated by a tab")]
    [InlineData("date,amount\n1,2\n", "its columns are 'date', 'amount'")]
    [InlineData("BilledCost,AmortizedCost,ChargePeriodStart\n", "FOCUS 0.5")]
    public async Task Something_else_than_FOCUS_is_refused_with_what_was_seen(string text, string expected)
    {
        var refused = await Assert.ThrowsAsync<StatementFileException>(
            () => ReadStatement.OfAsync(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UTF_16_is_named_as_what_it_is()
    {
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Statement.With().ToString())];
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => ReadStatement.OfAsync(bytes));
        Assert.Contains("UTF-16", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forced_format_skips_the_guess_and_still_asks_for_the_columns()
    {
        var options = new StatementFileOptions { Format = StatementFormat.Focus };
        var refused = await Assert.ThrowsAsync<StatementFileException>(
            () => ReadStatement.OfAsync("a,b\n"u8.ToArray(), options));
        Assert.Contains("these columns are missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var refused = await Assert.ThrowsAsync<StatementFileException>(
            () => StatementFile.OpenAsync("no/such/file.csv"));
        Assert.StartsWith("no/such/file.csv: the file cannot be opened", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_without_rows_is_a_statement_without_rows()
    {
        var read = await new Statement().ReadAsync();
        Assert.Empty(read.Results);
        Assert.Empty(read.Totals);
        Assert.Null(read.End);
    }

    private static string[] Cells(string line) =>
        line.Replace("\"{\"\"env\"\":\"\"prod\"\"}\"", "", StringComparison.Ordinal).Split(',');

    private static async Task<StatementFile> OpenAsync(Statement statement)
    {
        var file = await StatementFile.OpenAsync(new MemoryStream(statement.ToBytes()), "test.csv");
        await file.DisposeAsync();
        return file;
    }
}
