using System.Runtime.CompilerServices;
using CostIntel.Connectors.Csv;
using CostIntel.Connectors.Focus;
using CostIntel.Connectors.Sources;

namespace CostIntel.Connectors;

/// <summary>
/// A FOCUS Cost and Usage file (1.0-preview, 1.0 to 1.4; CSV, plain or gzip) that is read once, front to back, in
/// memory that does not grow with it.
/// </summary>
/// <remarks>
/// Lenient where real files differ and nothing is lost: see <see cref="FocusRow"/>. A row that cannot be understood is
/// returned as a <see cref="RowFault"/> and reading goes on. A file that cannot be read further ends in a
/// <see cref="StatementFileException"/> after all whole rows before the place. For one reader at a time.
/// </remarks>
public sealed class StatementFile : IAsyncDisposable
{
    private const int FileBufferBytes = 128 * 1024;

    private readonly StatementSource _source;
    private readonly CsvReader _reader;
    private readonly FocusRowParser _parser;
    private readonly FocusHeader _header;
    private readonly WarningLog _warnings;
    private readonly ControlTotals _totals = new();
    private bool _isRead;

    private StatementFile(
        string name, StatementSource source, CsvReader reader, FocusHeader header, StatementFileOptions options)
    {
        (Name, _source, _reader, _header, _warnings) = (name, source, reader, header, new WarningLog());
        foreach (var warning in header.Warnings)
        {
            _warnings.Add(warning);
        }

        var assumed = AssumedColumns.Of(name, header, options.Assumed, _warnings);
        var cells = new FocusCells(header, assumed, reader.Row);
        var strings = new Utf8Strings();
        var series = new SeriesReader(cells, strings, new TagsParser(strings), new Enumerations(_warnings));
        _parser = new FocusRowParser(cells, new SeriesCache(cells, series, _warnings, options.SeriesKeptMax), strings);
    }

    /// <summary>The path or the name given for the stream.</summary>
    public string Name { get; }

    /// <summary>The oldest FOCUS version that has all the FOCUS columns of the file.</summary>
    public FocusVersion Version => _header.Version;

    /// <summary>The column names as the file writes them.</summary>
    public IReadOnlyList<string> Columns => _header.Names;

    /// <summary>Whether the file is compressed.</summary>
    public bool IsGzip => _source.IsGzip;

    /// <summary>Bytes of the file itself, before decompression; null for a stream without a length.</summary>
    public long? Length => _source.Length;

    /// <summary>Bytes of the file itself read so far; may be asked from another thread.</summary>
    public long BytesRead => _source.BytesRead;

    /// <summary>Rows returned so far, refused ones included.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows refused so far.</summary>
    public long RowsRefused { get; private set; }

    /// <summary>Exact sums of the rows understood so far, by currency.</summary>
    public IReadOnlyList<CurrencyTotals> Totals => _totals.ByCurrency;

    /// <summary>Oddities put up with so far, each told once.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Texts;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="StatementFileException">It is not there, not FOCUS, or columns are missing.</exception>
    public static async Task<StatementFile> OpenAsync(
        string path, StatementFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        Stream file;
        try
        {
            var mode = FileOptions.Asynchronous | FileOptions.SequentialScan;
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes, mode);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StatementFileException(path, null, "", $"the file cannot be opened: {failure.Message}", failure);
        }

        return await OpenAsync(file, path, leaveOpen: false, options, cancellationToken);
    }

    /// <summary>Takes a stream from where it stands and reads the header. The stream stays open.</summary>
    /// <exception cref="StatementFileException">It is not FOCUS, or columns are missing.</exception>
    public static Task<StatementFile> OpenAsync(
        Stream stream,
        string name,
        StatementFileOptions? options = null,
        CancellationToken cancellationToken = default) =>
        OpenAsync(stream, name, leaveOpen: true, options, cancellationToken);

    /// <summary>All rows in the order of the file. Can be asked for once.</summary>
    /// <exception cref="StatementFileException">The file cannot be read further; earlier rows stand.</exception>
    public async IAsyncEnumerable<RowResult> RowsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_isRead)
        {
            throw new InvalidOperationException($"{Name} was read already; open it again.");
        }

        _isRead = true;
        while (await NextAsync(cancellationToken))
        {
            yield return Understand();
        }
    }

    /// <summary>The same rows in arrays of at most <paramref name="rowsMax"/>, each the caller's own.</summary>
    /// <exception cref="StatementFileException">The file cannot be read further; earlier rows came first.</exception>
    public async IAsyncEnumerable<RowResult[]> BatchesAsync(
        int rowsMax, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        var batch = new List<RowResult>(rowsMax);
        await using var rows = RowsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        StatementFileException? end = null;
        for (var more = true; more;)
        {
            (more, end) = await MoveAsync(rows);
            if (more)
            {
                batch.Add(rows.Current);
            }

            if (batch.Count == rowsMax || (!more && batch.Count > 0))
            {
                yield return [.. batch];
                batch.Clear();
            }
        }

        if (end is not null)
        {
            throw end;
        }
    }

    /// <summary>Closes the file, if it was opened by path.</summary>
    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _source.DisposeAsync();
    }

    private static async Task<StatementFile> OpenAsync(
        Stream stream, string name, bool leaveOpen, StatementFileOptions? options, CancellationToken cancellationToken)
    {
        options ??= new StatementFileOptions();
        var source = await StatementSource.OpenAsync(stream, leaveOpen, cancellationToken);
        var reader = new CsvReader(source.Text, options.RowBytesMax);
        try
        {
            var header = await HeaderReader.ReadAsync(name, reader, options, cancellationToken);
            return new StatementFile(name, source, reader, header, options);
        }
        catch
        {
            reader.Dispose();
            await source.DisposeAsync();
            throw;
        }
    }

    // What the rows before a broken place hold must reach the caller before the news of it.
    private static async ValueTask<(bool More, StatementFileException? End)> MoveAsync(IAsyncEnumerator<RowResult> rows)
    {
        try
        {
            return (await rows.MoveNextAsync(), null);
        }
        catch (StatementFileException end)
        {
            return (false, end);
        }
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_reader.TryRead())
            {
                if (!await _reader.FillAsync(cancellationToken))
                {
                    return false;
                }
            }
        }
        catch (CsvException failure)
        {
            throw new StatementFileException(Name, RowsRead + 1, "", failure.Message, failure.InnerException);
        }

        return true;
    }

    private RowResult Understand()
    {
        var number = RowsRead + 1;
        Utf8Check.ThrowIfBroken(Name, number, _reader.Row, _header.Names);
        var result = _parser.Parse(number);
        if (result.IsUnderstood)
        {
            Count(result.Row);
        }
        else
        {
            RowsRefused++;
        }

        RowsRead = number;
        return result;
    }

    private void Count(FocusRow row)
    {
        try
        {
            _totals.Add(row.Series.Currency, row.Costs);
        }
        catch (ArithmeticException failure)
        {
            const string Reason = "the total of the costs up to here cannot be held exactly";
            throw new StatementFileException(Name, row.RowNumber, "", Reason, failure);
        }
    }
}
