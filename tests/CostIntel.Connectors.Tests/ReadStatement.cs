namespace CostIntel.Connectors.Tests;

/// <summary>What came of reading a file to its end.</summary>
internal sealed record ReadStatement(
    IReadOnlyList<RowResult> Results, IReadOnlyList<string> Warnings, IReadOnlyList<CurrencyTotals> Totals,
    StatementFileException? End)
{
    public IEnumerable<FocusRow> Rows => Results.Where(result => result.IsUnderstood).Select(result => result.Row!);

    public IEnumerable<RowFault> Faults =>
        Results.Where(result => !result.IsUnderstood).Select(result => result.Fault!);

    public static async Task<ReadStatement> OfAsync(byte[] bytes, StatementFileOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        await using var file = await StatementFile.OpenAsync(stream, "test.csv", options);
        return await OfAsync(file);
    }

    public static async Task<ReadStatement> OfAsync(StatementFile file)
    {
        var results = new List<RowResult>();
        StatementFileException? end = null;
        try
        {
            await foreach (var result in file.RowsAsync())
            {
                results.Add(result);
            }
        }
        catch (StatementFileException thrown)
        {
            end = thrown;
        }

        Assert.Equal(file.RowsRead, results.Count);
        Assert.Equal(file.RowsRefused, results.Count(result => !result.IsUnderstood));
        return new ReadStatement(results, file.Warnings, file.Totals, end);
    }
}
