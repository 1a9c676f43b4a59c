using System.Text;
using CostIntel.Connectors.Focus;
using CostIntel.Connectors.Generation;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Connectors.Tests;

public sealed class GeneratorTests
{
    [Theory]
    [InlineData(FocusVersion.V10)]
    [InlineData(FocusVersion.V11)]
    [InlineData(FocusVersion.V12)]
    [InlineData(FocusVersion.V13)]
    [InlineData(FocusVersion.V14)]
    public async Task What_is_generated_is_read_with_its_version_and_its_control_totals(FocusVersion version)
    {
        var options = new FocusGeneratorOptions
        {
            Version = version, Days = 40, Resources = 30, Currencies = ["USD", "EUR"],
        };
        using var written = new MemoryStream();
        var generated = await new FocusGenerator(7, options).WriteAsync(written);
        written.Position = 0;
        await using var file = await StatementFile.OpenAsync(written, "generated.csv");
        var read = await ReadStatement.OfAsync(file);
        Assert.Empty(read.Faults);
        Assert.Empty(read.Warnings);
        Assert.Null(read.End);
        Assert.Equal(version, file.Version);
        Assert.Equal(generated.Rows, read.Results.Count);
        Assert.Equal(generated.Totals, read.Totals);
        Assert.Equal(["EUR", "USD"], read.Totals.Select(totals => totals.Currency.Code));
    }

    [Fact]
    public void What_is_written_is_read_row_by_row_whatever_the_seed()
    {
        var options = Gen.Choose(1, 40).Zip(Gen.Elements(false, true)).Select(pair => new FocusGeneratorOptions
        {
            Version = FocusVersion.V13,
            Days = 1 + (pair.Item1 % 3),
            Resources = pair.Item1,
            Accounts = 1 + (pair.Item1 % 5),
            HourlyRows = pair.Item2,
        });
        Prop.ForAll(options.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (chosen, seed) =>
        {
            var generator = new FocusGenerator(seed, chosen);
            using var written = new MemoryStream();
            generator.WriteAsync(written).GetAwaiter().GetResult();
            var read = ReadStatement.OfAsync(written.ToArray()).GetAwaiter().GetResult();
            Assert.Equal(generator.Rows().Select(Show), read.Results.Select(result => Show(result.Row!)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(await BytesAsync(1), await BytesAsync(1));
        Assert.NotEqual(await BytesAsync(1), await BytesAsync(2));
    }

    [Fact]
    public void All_kinds_of_charges_occur()
    {
        var rows = new FocusGenerator(3, new FocusGeneratorOptions { Days = 10 }).Rows().ToList();
        Assert.Equal(["Adjustment", "Credit", "Purchase", "Tax", "Usage"],
            rows.Select(row => row.Series.ChargeCategory).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(rows, row => row.Series.ChargeClass == "Correction" && row.Costs.Billed < 0);
        Assert.Equal(["", "Unused", "Used"],
            rows.Select(row => row.Series.CommitmentDiscountStatus).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["aws", "google cloud", "microsoft"],
            rows.Select(row => row.Series.Provider).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(rows, row => row.Series.Tags.Count == 0 && row.Series.ResourceType == "instance");
    }

    [Fact]
    public void What_a_commitment_costs_is_what_its_use_and_its_rest_are_worth()
    {
        var rows = new FocusGenerator(3, new FocusGeneratorOptions { Days = 45 }).Rows();
        var commitments = rows.Where(row => row.Series.CommitmentDiscountId.Length > 0)
            .GroupBy(row => row.Series.CommitmentDiscountId).ToList();
        Assert.NotEmpty(commitments);
        Assert.All(commitments, commitment => Assert.Equal(
            commitment.Where(row => row.Series.ChargeCategory == "Purchase").Sum(row => row.Costs.Billed),
            commitment.Where(row => row.Series.ChargeCategory == "Usage").Sum(row => row.Costs.Effective)));
    }

    [Fact]
    public void Rows_lie_in_their_billing_period_unless_they_correct_another_one()
    {
        var options = new FocusGeneratorOptions { Days = 70, Start = new DateOnly(2026, 1, 20) };
        var rows = new FocusGenerator(3, options).Rows().ToList();
        Assert.Equal([1, 2, 3], rows.Select(row => row.BillingPeriodStart.Month).Distinct());
        Assert.All(rows, row => Assert.Equal(
            row.Series.ChargeClass != "Correction",
            row.StartSeconds >= row.BillingPeriodStartSeconds && row.EndSeconds <= row.BillingPeriodEndSeconds));
    }

    [Theory]
    [InlineData(0, 10, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 10, 0)]
    public void Nothing_can_be_made_of_nothing(int resources, int days, int accounts)
    {
        var options = new FocusGeneratorOptions { Resources = resources, Days = days, Accounts = accounts };
        Assert.ThrowsAny<ArgumentException>(() => new FocusGenerator(1, options));
    }

    [Fact]
    public void An_unknown_currency_is_refused() => Assert.Throws<ArgumentException>(
        () => new FocusGenerator(1, new FocusGeneratorOptions { Currencies = ["COINS"] }));

    private static async Task<byte[]> BytesAsync(long seed)
    {
        using var written = new MemoryStream();
        var options = new FocusGeneratorOptions { Days = 2, Resources = 20, HourlyRows = true };
        await new FocusGenerator(seed, options).WriteAsync(written);
        return written.ToArray();
    }

    private static string Show(FocusRow row)
    {
        var series = row.Series;
        var costs = row.Costs;
        decimal[] amounts = [costs.Billed, costs.Effective, costs.List, costs.Contracted, row.Quantity ?? -1];
        long[] times = [row.StartSeconds, row.EndSeconds, row.BillingPeriodStartSeconds, row.BillingPeriodEndSeconds];
        var numbers = amounts.Select(amount => amount.ToString("0.############################"));
        return $"{row.RowNumber} {string.Join(' ', numbers)} {string.Join(' ', times)} {row.InvoiceId} "
            + Encoding.UTF8.GetString(series.Encode());
    }
}
