using CostIntel.Connectors.Focus;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Tests;

/// <summary>Files of others, with sums made by another program.</summary>
public sealed class SampleTests
{
    [SkippableTheory]
    [InlineData("focus-sample-data/focus_sample.dev.csv", FocusVersion.V10)]
    [InlineData("focus-spec-examples/saas_spend_agreements_a1.csv", FocusVersion.V11)]
    [InlineData("focus-spec-examples/saas_spend_agreements_a2.csv", FocusVersion.V11)]
    [InlineData("focus-spec-examples/virtual_currency_pricing_model_a1.csv", FocusVersion.V12)]
    [InlineData("focus-spec-examples/virtual_currency_pricing_model_a2.csv", FocusVersion.V12)]
    public async Task A_complete_sample_has_its_control_totals(string name, FocusVersion version)
    {
        await using var file = await StatementFile.OpenAsync(Path.Combine(Samples.Billing(), name));
        var read = await ReadStatement.OfAsync(file);
        Assert.Null(read.End);
        Assert.Empty(read.Faults);
        Assert.Equal(version, file.Version);
        Assert.Equal(file.Length, file.BytesRead);
        AssertControl(name, Assert.Single(read.Totals));
    }

    [SkippableFact]
    public async Task The_official_sample_has_its_control_totals_for_each_day()
    {
        const string Name = "focus-sample-data/focus_sample.dev.csv";
        await using var file = await StatementFile.OpenAsync(Path.Combine(Samples.Billing(), Name));
        var rows = (await ReadStatement.OfAsync(file)).Rows.ToList();
        foreach (var day in Samples.Control(Name).GetProperty("per_day").EnumerateObject())
        {
            var ofDay = rows.Where(row => row.ChargePeriodStart.ToString("yyyy-MM-dd") == day.Name).ToList();
            Assert.Equal(day.Value.GetProperty("rows").GetInt32(), ofDay.Count);
            var billed = ExactDecimal.Format(ofDay.Sum(row => row.Costs.Billed));
            Assert.Equal(day.Value.GetProperty("BilledCost").GetString(), billed);
        }
    }

    [SkippableTheory]
    [InlineData("focus-spec-examples/simple_saas_agreements_a1.csv")]
    [InlineData("focus-spec-examples/simple_saas_agreements_a2.csv")]
    [InlineData("focus-spec-examples/simple_saas_agreements_b.csv")]
    public async Task Costs_written_as_text_with_currency_signs_are_refused_by_row(string name)
    {
        await using var file = await StatementFile.OpenAsync(Path.Combine(Samples.Billing(), name));
        var fault = Assert.Single((await ReadStatement.OfAsync(file)).Faults);
        Assert.Equal((1, "BilledCost"), (fault.Row, fault.Column));
        Assert.Contains("000.00 ' is not a number", fault.Reason, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("focus-spec-examples/commitment_discount_purchase_scenario_1.csv")]
    [InlineData("focus-spec-examples/commitment_discount_usage_scenario_1.csv")]
    [InlineData("focus-spec-examples/commitment_discount_usage_scenario_2.csv")]
    [InlineData("focus-spec-examples/one_hundred_percent_utilization_without_commitment_discount_flexibility.csv")]
    [InlineData("openchargeback/aws_2025-01.csv")]
    [InlineData("openchargeback/azure_2025-01.csv")]
    [InlineData("openchargeback/hpc_2025-01.csv")]
    [InlineData("openchargeback/it_storage_2025-01.csv")]
    [InlineData("openchargeback/sample-focus.csv")]
    [InlineData("openchargeback/storage_2025-01.csv")]
    public async Task An_incomplete_sample_is_refused_with_all_it_lacks_and_read_when_that_is_assumed(string name)
    {
        var path = Path.Combine(Samples.Billing(), name);
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => StatementFile.OpenAsync(path));
        Assert.StartsWith($"{path}, row 1 (header), column ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--assume ", refused.Message, StringComparison.Ordinal);

        var missing = refused.Column.Split(", ").Select(column => column.Split(' ')[0]);
        var assumed = missing.ToDictionary(column => column, Value);
        await using var file = await StatementFile.OpenAsync(path, new StatementFileOptions { Assumed = assumed });
        var read = await ReadStatement.OfAsync(file);
        Assert.Empty(read.Faults);
        AssertControl(name, Assert.Single(read.Totals));
    }

    [SkippableFact]
    public async Task An_hour_of_30_in_an_example_of_the_specification_is_refused_by_row()
    {
        var path = Path.Combine(Samples.Billing(), "focus-spec-examples/commitment_discount_purchase_scenario_2.csv");
        string[] lacking = ["ListCost", "BillingAccountId", "BillingCurrency", "ServiceName", "ServiceProviderName"];
        var options = new StatementFileOptions { Assumed = lacking.ToDictionary(column => column, Value) };
        await using var file = await StatementFile.OpenAsync(path, options);
        var read = await ReadStatement.OfAsync(file);
        Assert.Equal("data row 3, column ChargePeriodEnd: '2023-02-01T30:00:00Z' is not a time; "
            + "write it as YYYY-MM-DDTHH:mm:ssZ.", Assert.Single(read.Faults).ToString());
        Assert.Equal(2, Assert.Single(read.Totals).Costs.Billed);
    }

    [SkippableTheory]
    [InlineData("focus-validator/all_pass_0.5.csv", "FOCUS 0.5")]
    [InlineData("focus-converters/sample-anonymous-aws-export-dataset.csv", "AWS Cost and Usage Report (legacy)")]
    [InlineData("aws-cur-anonymize/sample-cur20.csv", "CUR 2.0")]
    [InlineData("finops-toolkit/EA_ActualCost_Small.csv", "Azure")]
    [InlineData("focus-converters/oci_cost.h05-08.csv", "OCI")]
    [InlineData("koku/aws/prefix_bucket_201808/my-report-1.csv.gz", "AWS Cost and Usage Report (legacy)")]
    [InlineData("koku/gcp/gcp_202011_2020-11-08_2020-11-11.csv", "Google Cloud")]
    public async Task Something_else_is_refused_with_what_it_is_and_what_is_supported(string name, string what)
    {
        var path = Path.Combine(Samples.Billing(), name);
        var refused = await Assert.ThrowsAsync<StatementFileException>(() => StatementFile.OpenAsync(path));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains("1.0-preview and 1.0 to 1.4", refused.Message, StringComparison.Ordinal);
    }

    private static string Value(string column) => column switch
    {
        "ListCost" or "EffectiveCost" => "0",
        "BillingCurrency" => "USD",
        "ChargeCategory" => "Usage",
        _ => "assumed",
    };

    private static void AssertControl(string name, CurrencyTotals totals)
    {
        var control = Samples.Control(name);
        Assert.Equal("USD", totals.Currency.Code);
        Assert.Equal(control.GetProperty("rows").GetInt64(), totals.Rows);
        Assert.Equal(control.Sum("BilledCost"), totals.Costs.Billed);
        Assert.Equal(control.Sum("EffectiveCost"), totals.Costs.Effective);
        Assert.Equal(control.Sum("ListCost"), totals.Costs.List);
        Assert.Equal(control.Sum("ContractedCost"), totals.Costs.Contracted);
    }
}
