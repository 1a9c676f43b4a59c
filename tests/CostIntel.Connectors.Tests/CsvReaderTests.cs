using System.Text;
using CostIntel.Connectors.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Connectors.Tests;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b;1|2")]
    [InlineData("a,b\r\n1,2\r\n", "a|b;1|2")]
    [InlineData("a,b\n1,2", "a|b;1|2")]
    [InlineData("a,b\n1,", "a|b;1|")]
    [InlineData("\n\na,b\n\r\n1,2\n\r", "a|b;1|2")]
    [InlineData("\"a\",\"b\"\n", "a|b")]
    [InlineData("\"a,\"\"1\"\"\",b\n", "a,\"1\"|b")]
    [InlineData("\"two\r\nlines\",b\r\n", "two\r\nlines|b")]
    [InlineData("\"\",\"\"\"\"\n", "|\"")]
    [InlineData("5\" disk,a \"b\"\n", "5\" disk|a \"b\"")]
    [InlineData("a\rb,c\n", "a\rb|c")]
    public async Task Text_is_cut_into_rows_and_values(string text, string expected) =>
        Assert.Equal(expected, Show(await ReadAsync(text)));

    [Fact]
    public async Task Every_way_of_cutting_the_stream_gives_the_same_rows()
    {
        const string Text = "a,\"b \"\"x\"\"\"\r\n\"c\nd\",e\r\n\r\nf,\"\"\n";
        for (var piece = 1; piece < Text.Length; piece++)
        {
            Assert.Equal("a|b \"x\";c\nd|e;f|", Show(await ReadAsync(Text, piece)));
        }
    }

    [Fact]
    public void What_was_written_is_read_whatever_the_values_the_quoting_and_the_line_ends()
    {
        var alphabet = Gen.Elements('a', 'é', '漢', ' ', ',', '"', '\n', '\r', ';', '1');
        var value = Gen.ListOf(alphabet).Select(chars => new string([.. chars]));
        var rows = Gen.NonEmptyListOf(Gen.ArrayOf(value, 3));
        Prop.ForAll(rows.ToArbitrary(), Gen.Elements(false, true).ToArbitrary(), (written, quoteAll) =>
        {
            var text = Write(written, quoteAll);
            var read = ReadAsync(text, 1 + (text.Length % 7)).GetAwaiter().GetResult();
            Assert.Equal(written, read);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_quoted_value_that_never_closes_is_told_after_the_rows_before_it()
    {
        var rows = new List<string[]>();
        var end = await Assert.ThrowsAsync<CsvException>(() => ReadAsync("a,b\n1,\"2\n3,4\n", into: rows));
        Assert.Contains("never closes", end.Message, StringComparison.Ordinal);
        Assert.Equal("a|b", Show(rows));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_row_that_is_too_long_is_refused_and_one_that_just_fits_is_not(bool fits)
    {
        var text = "a\n" + new string('x', fits ? 99_999 : 100_001) + "\nb\n";
        var reading = ReadAsync(text, rowBytesMax: 100_000);
        if (fits)
        {
            Assert.Equal(3, (await reading).Count);
        }
        else
        {
            Assert.Contains("longer than 100000 bytes", (await Assert.ThrowsAsync<CsvException>(() => reading)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_value_that_goes_on_after_its_closing_quote_is_marked()
    {
        using var reader = new CsvReader(new MemoryStream("a,\"b\"c,d\n"u8.ToArray()), 1000);
        await reader.FillAsync(default);
        Assert.True(reader.TryRead());
        Assert.Equal(1, reader.Row.Malformed);
        Assert.Equal(3, reader.Row.Count);
    }

    private static async Task<List<string[]>> ReadAsync(
        string text, int piece = int.MaxValue, int rowBytesMax = 1 << 20, List<string[]>? into = null)
    {
        var rows = into ?? [];
        byte[] scratch = [];
        await using var stream = new PiecewiseStream(Encoding.UTF8.GetBytes(text), piece);
        using var reader = new CsvReader(stream, rowBytesMax);
        do
        {
            while (reader.TryRead())
            {
                rows.Add([.. Enumerable.Range(0, reader.Row.Count)
                    .Select(i => Encoding.UTF8.GetString(reader.Row.Value(i, ref scratch)))]);
            }
        }
        while (await reader.FillAsync(default));

        return rows;
    }

    private static string Show(IEnumerable<string[]> rows) =>
        string.Join(';', rows.Select(row => string.Join('|', row)));

    private static string Write(IEnumerable<string[]> rows, bool quoteAll)
    {
        string Cell(string value) => quoteAll || value.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;

        return string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + (quoteAll ? "\r\n" : "\n")));
    }
}
