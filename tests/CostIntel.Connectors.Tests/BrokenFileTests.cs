using System.Text;

namespace CostIntel.Connectors.Tests;

public sealed class BrokenFileTests
{
    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_name()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Statement.With().ToBytes()];
        Assert.Single((await ReadStatement.OfAsync(bytes)).Rows);
    }

    [Fact]
    public async Task Gzip_of_several_members_is_one_file()
    {
        var bytes = Statement.With().Row().ToBytes();
        byte[] compressed = [.. Statement.Gzip(bytes[..50]), .. Statement.Gzip(bytes[50..])];
        Assert.Equal(2, (await ReadStatement.OfAsync(compressed)).Rows.Count());
    }

    [Fact]
    public async Task The_rows_before_the_cut_of_a_gzip_file_are_returned_and_the_cut_is_told()
    {
        var compressed = Statement.Gzip(LongFile());
        var read = await ReadStatement.OfAsync(compressed[..(compressed.Length / 2)]);
        Assert.InRange(read.Results.Count, 100, 1999);
        Assert.Empty(read.Faults);
        Assert.Equal(Enumerable.Range(0, read.Results.Count), read.Rows.Select(row => (int)row.Costs.Billed));
        Assert.Equal(read.Results.Count + 1, read.End!.Row);
        Assert.Equal($"test.csv, data row {read.Results.Count + 1}: it cannot be read any further "
            + "(the gzip data stops before its end)", read.End.Message);
    }

    [Fact]
    public async Task The_rows_before_a_failing_disk_are_returned_and_the_failure_is_told()
    {
        var bytes = Statement.With().Row().Row().ToBytes();
        using var stream = new PiecewiseStream(bytes[..^20], 64, new IOException("The disk is gone."));
        await using var file = await StatementFile.OpenAsync(stream, "bill.csv");
        var read = await ReadStatement.OfAsync(file);
        Assert.Equal(2, read.Rows.Count());
        Assert.Equal("bill.csv, data row 3: it cannot be read any further (The disk is gone.)", read.End!.Message);
    }

    [Fact]
    public async Task Batches_hand_out_the_rows_before_a_break_first()
    {
        var bytes = Statement.With().Row().Row().ToBytes();
        using var stream = new PiecewiseStream(bytes[..^20], 64, new IOException("The disk is gone."));
        await using var file = await StatementFile.OpenAsync(stream, "bill.csv");
        var sizes = new List<int>();
        await Assert.ThrowsAsync<StatementFileException>(async () =>
        {
            await foreach (var batch in file.BatchesAsync(10))
            {
                sizes.Add(batch.Length);
            }
        });
        Assert.Equal([2], sizes);
    }

    [Theory]
    [InlineData(1, "1,1,1,1,1")]
    [InlineData(2, "2,2,1")]
    [InlineData(5, "5")]
    public async Task Batches_are_full_but_for_the_last(int rowsMax, string sizes)
    {
        using var stream = new MemoryStream(Statement.With().Row().Row().Row().Row().ToBytes());
        await using var file = await StatementFile.OpenAsync(stream, "x");
        var batches = new List<RowResult[]>();
        await foreach (var batch in file.BatchesAsync(rowsMax))
        {
            batches.Add(batch);
        }

        Assert.Equal(sizes, string.Join(',', batches.Select(batch => batch.Length)));
        Assert.Equal([1, 2, 3, 4, 5], batches.SelectMany(batch => batch).Select(result => result.Row!.RowNumber));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_told_with_their_row_and_column()
    {
        var bytes = Statement.With().Row(("ResourceId", "caf?")).ToBytes();
        bytes[bytes.AsSpan().IndexOf("caf?"u8) + 3] = 0xe9;
        var read = await ReadStatement.OfAsync(bytes);
        Assert.Single(read.Rows);
        Assert.Equal(
            "test.csv, data row 2, column ResourceId: the value 'caf\ufffd' is not UTF-8; save the file as UTF-8",
            read.End!.Message);
    }

    [Fact]
    public async Task A_row_longer_than_allowed_ends_the_reading()
    {
        var statement = Statement.With().Row(("ResourceId", new string('x', 5000)));
        var read = await statement.ReadAsync(new StatementFileOptions { RowBytesMax = 4000 });
        Assert.Single(read.Rows);
        Assert.Contains("data row 2: it is longer than 4000 bytes", read.End!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_never_closes_ends_the_reading()
    {
        var text = Statement.With().ToString() + "1,\"2\n";
        var read = await ReadStatement.OfAsync(Encoding.UTF8.GetBytes(text));
        Assert.Single(read.Rows);
        Assert.Equal("test.csv, data row 2: a quoted value never closes", read.End!.Message);
    }

    [Fact]
    public async Task Totals_that_cannot_be_held_exactly_end_the_reading()
    {
        var huge = "70000000000000000000000000000";
        var read = await Statement.With(("BilledCost", huge)).Row(("BilledCost", huge)).ReadAsync();
        Assert.Single(read.Rows);
        Assert.Contains("cannot be held exactly", read.End!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_can_be_asked_for_once()
    {
        await using var file = await StatementFile.OpenAsync(new MemoryStream(Statement.With().ToBytes()), "x");
        Assert.Single(await file.RowsAsync().ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await file.RowsAsync().ToListAsync());
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var file = await StatementFile.OpenAsync(new PiecewiseStream(LongFile(), 64_000), "x");
        await using var rows = file.RowsAsync(cancel.Token).GetAsyncEnumerator(cancel.Token);
        Assert.True(await rows.MoveNextAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await rows.MoveNextAsync())
            {
            }
        });
    }

    private static byte[] LongFile()
    {
        var statement = new Statement();
        for (var i = 0; i < 2000; i++)
        {
            statement.Row(("BilledCost", $"{i}"), ("ResourceId", $"vm-{i * 7919L % 104729}"));
        }

        return statement.ToBytes();
    }
}
