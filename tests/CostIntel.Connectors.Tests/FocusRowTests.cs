using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Tests;

public sealed class FocusRowTests
{
    [Fact]
    public async Task A_row_is_understood_column_by_column()
    {
        var row = (await Statement.With().ReadRowAsync()).Row!;
        Assert.Equal(1, row.RowNumber);
        Assert.Equal(new Costs(1.5m, 1.25m, 2m, 1.75m), row.Costs);
        Assert.Equal("2026-01-02T03:00:00Z", $"{row.ChargePeriodStart:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal("2026-01-02T04:00:00Z", $"{row.ChargePeriodEnd:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal("2026-01-01T00:00:00Z", $"{row.BillingPeriodStart:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal("2026-02-01T00:00:00Z", $"{row.BillingPeriodEnd:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal((1m, "Hours", ""), (row.Quantity, row.Series.ConsumedUnit, row.InvoiceId));
        Assert.Equal(("aws", "acc-1", "vm-1", "Virtual Machines", "Compute", "Usage", "USD"),
            (row.Series.Provider, row.Series.BillingAccountId, row.Series.ResourceId, row.Series.ServiceName,
                row.Series.ServiceCategory, row.Series.ChargeCategory, row.Series.Currency.Code));
        Assert.Equal([KeyValuePair.Create("env", "prod")], row.Series.Tags);
    }

    [Theory]
    [InlineData("5e-06", "0.000005")]
    [InlineData("5.64902E-05", "0.0000564902")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("1E3", "1000")]
    [InlineData("0.1234567890123456789012345678", "0.1234567890123456789012345678")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public async Task Costs_are_exact(string text, string expected)
    {
        var row = (await Statement.With(("BilledCost", text)).ReadRowAsync()).Row!;
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), row.Costs.Billed);
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_null_cost_counts_as_zero_except_the_billed_one(string text)
    {
        string[] columns = ["EffectiveCost", "ListCost", "ContractedCost", "ConsumedQuantity"];
        var nulls = Statement.With([.. columns.Select(column => (column, text))]);
        var row = (await nulls.ReadRowAsync()).Row!;
        Assert.Equal(new Costs(1.5m, 0, 0, 0), row.Costs);
        Assert.Null(row.Quantity);
        var fault = (await Statement.With(("BilledCost", text)).ReadRowAsync()).Fault!;
        Assert.Equal("data row 1, column BilledCost: The cost is null, which FOCUS forbids.", fault.ToString());
    }

    [Theory]
    [InlineData("BilledCost", "1,5", "not a number")]
    [InlineData("BilledCost", "$10,000.00 ", "not a number")]
    [InlineData("BilledCost", "+1", "not a number")]
    [InlineData("BilledCost", "NaN", "not a number")]
    [InlineData("EffectiveCost", "0.12345678901234567890123456789", "held exactly")]
    [InlineData("ListCost", "1E40", "held exactly")]
    [InlineData("ContractedCost", "abc", "not a number")]
    [InlineData("ConsumedQuantity", "1 000", "not a number")]
    [InlineData("BillingAccountId", "NULL", "null")]
    [InlineData("ServiceName", "", "null")]
    [InlineData("ProviderName", "", "null")]
    [InlineData("BillingCurrency", "MC", "not an ISO 4217")]
    [InlineData("BillingCurrency", "", "null")]
    [InlineData("ChargeCategory", "Fee", "'Fee' is none of Adjustment, Credit")]
    [InlineData("ChargeCategory", "", "null")]
    [InlineData("ChargeClass", "Refund", "is none of Correction")]
    [InlineData("ChargePeriodStart", "", "null")]
    [InlineData("ResourceId", "a\u0001b", "control characters")]
    [InlineData("ChargePeriodStart", "yesterday", "not a time")]
    [InlineData("ChargePeriodEnd", "2026-01-02T03:00:00Z", "not after ChargePeriodStart")]
    [InlineData("BillingPeriodStart", "2026-02-30", "not a time")]
    [InlineData("BillingPeriodEnd", "2025-12-31", "not after BillingPeriodStart")]
    [InlineData("Tags", """{"a":1,"a":2}""", "occurs twice")]
    [InlineData("Tags", "[]", "not a JSON object")]
    public async Task A_bad_value_refuses_its_row_and_only_that(string column, string value, string expected)
    {
        var read = await Statement.With().Row((column, value)).Row().ReadAsync();
        var fault = Assert.Single(read.Faults);
        Assert.Equal((2, column), (fault.Row, fault.Column));
        Assert.Contains(expected, fault.Reason, StringComparison.Ordinal);
        Assert.Equal([1, 3], read.Rows.Select(row => row.RowNumber));
        Assert.Equal((2, 3m), (Assert.Single(read.Totals).Rows, read.Totals[0].Costs.Billed));
    }

    [Theory]
    [InlineData("a,b", "has 2 values where the header has 19 columns", "ListCost")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20", "has 20 values", "")]
    public async Task A_ragged_row_is_refused_and_only_that(string line, string expected, string column)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Statement.With().ToString() + line + "\n");
        var read = await ReadStatement.OfAsync(bytes);
        var fault = Assert.Single(read.Faults);
        Assert.Equal((2, column), (fault.Row, fault.Column));
        Assert.Contains(expected, fault.Reason, StringComparison.Ordinal);
        Assert.Single(read.Rows);
    }

    [Fact]
    public async Task A_value_after_a_closing_quote_refuses_its_row()
    {
        var text = Statement.With(("ResourceId", "a,b")).Row().ToString()
            .Replace("\"a,b\"", "\"a,b\"x", StringComparison.Ordinal);
        var read = await ReadStatement.OfAsync(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(
            "data row 1, column ResourceId: The value goes on after its closing quote.",
            Assert.Single(read.Faults).ToString());
        Assert.Single(read.Rows);
    }

    [Theory]
    [InlineData("ChargeCategory", "usage", "Usage")]
    [InlineData("ChargeClass", "correction", "Correction")]
    [InlineData("ChargeFrequency", "Usage-based", "Usage-Based")]
    [InlineData("PricingCategory", "On-Demand", "Standard")]
    [InlineData("PricingCategory", "commitment-based", "Other")]
    [InlineData("PricingCategory", "Commitment-Based", "Committed")]
    [InlineData("CommitmentDiscountStatus", "UNUSED", "Unused")]
    [InlineData("ServiceCategory", "databases", "Databases")]
    [InlineData("ServiceCategory", "Toasters", "Other")]
    public async Task Values_of_closed_lists_get_the_spelling_of_the_specification(
        string column, string value, string expected)
    {
        var statement = new Statement().Column("ChargeFrequency").Column("PricingCategory")
            .Column("CommitmentDiscountStatus").Row((column, value));
        var series = (await statement.ReadRowAsync()).Row!.Series;
        Assert.Equal(expected, series.GetType().GetProperty(column)!.GetValue(series));
    }

    [Fact]
    public async Task An_unknown_grouping_value_is_replaced_with_a_warning_and_kept_as_written()
    {
        var toasters = ("ServiceCategory", "Toasters");
        var read = await Statement.With(toasters).Row(toasters).ReadAsync();
        Assert.Equal("'Toasters' is not a ServiceCategory of FOCUS; taken as 'Other'.", Assert.Single(read.Warnings));
        Assert.Contains(KeyValuePair.Create("ServiceCategory", "Toasters"), read.Rows.First().Series.Attributes);
    }

    [Fact]
    public async Task The_service_provider_goes_before_the_provider_and_both_are_kept_as_written()
    {
        var statement = new Statement().Column("ServiceProviderName", " Datadog ").Row();
        var series = (await statement.ReadRowAsync()).Row!.Series;
        Assert.Equal("datadog", series.Provider);
        Assert.Contains(KeyValuePair.Create("ProviderName", "AWS"), series.Attributes);
        Assert.Contains(KeyValuePair.Create("ServiceProviderName", " Datadog "), series.Attributes);
    }

    [Fact]
    public async Task Custom_and_descriptive_columns_are_kept_in_order_and_measures_are_not()
    {
        var statement = new Statement().Column("x_Team", "blue").Column("InvoiceIssuerName", "Acme").Column("Id", "17")
            .Column("ListUnitPrice", "2").Column("PricingQuantity", "3").Column("x_Empty").Row();
        var series = (await statement.ReadRowAsync()).Row!.Series;
        Assert.Equal("Id=17;InvoiceIssuerName=Acme;ProviderName=AWS;x_Team=blue",
            string.Join(';', series.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}")));
    }

    [Fact]
    public async Task Totals_are_kept_by_currency()
    {
        var read = await Statement.With().Row(("BillingCurrency", "EUR"), ("BilledCost", "0.1")).Row().ReadAsync();
        Assert.Equal(
            ["EUR 1 0.1", "USD 2 3.0"],
            read.Totals.Select(totals => $"{totals.Currency} {totals.Rows} {totals.Costs.Billed}"));
    }
}
