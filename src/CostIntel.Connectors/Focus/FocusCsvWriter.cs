using CostIntel.Connectors.Csv;
using CostIntel.Domain.Charges;

namespace CostIntel.Connectors.Focus;

/// <summary>
/// Writes charges as a FOCUS Cost and Usage file of one version: all its columns in the order of their names, then the
/// custom ones; strict forms only (UTC times with Z, plain decimals, nothing for null).
/// </summary>
/// <remarks>
/// Measures that charges do not carry (unit prices, amounts in a pricing currency) are null; PricingQuantity is the
/// ConsumedQuantity. The stream is not closed. For one writer at a time.
/// </remarks>
public sealed class FocusCsvWriter
{
    private const int FlushBytes = 64 * 1024;
    private const int SeriesKeptMax = 65_536;

    private readonly Stream _stream;
    private readonly CsvBuffer _buffer = new();
    private readonly ColumnInfo?[] _columns;
    private readonly string[] _names;
    private readonly Dictionary<ChargeSeries, byte[]?[]> _cells = new(ReferenceEqualityComparer.Instance);

    /// <summary>Prepares a file; nothing is written yet.</summary>
    public FocusCsvWriter(Stream stream, FocusVersion version, IReadOnlyList<string> customColumns)
    {
        _stream = stream;
        _columns = [.. FocusColumns.Of(version), .. customColumns.Select(_ => (ColumnInfo?)null)];
        _names = [.. FocusColumns.Of(version).Select(info => info.Name), .. customColumns];
    }

    /// <summary>Writes the header.</summary>
    public void WriteHeader()
    {
        foreach (var name in _names)
        {
            _buffer.Text(name);
        }

        _buffer.EndRow();
    }

    /// <summary>Writes one charge; see <see cref="FlushAsync"/>.</summary>
    public void Write(FocusRow row)
    {
        var cells = CellsOf(row.Series);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } cell)
            {
                _buffer.Raw(cell);
            }
            else
            {
                WriteOwn(row, _columns[i]!);
            }
        }

        _buffer.EndRow();
    }

    /// <summary>Hands what was written to the stream, when it has become much or when it must go.</summary>
    public async ValueTask FlushAsync(bool always, CancellationToken cancellationToken)
    {
        if (always || _buffer.Written.Length >= FlushBytes)
        {
            await _stream.WriteAsync(_buffer.Written, cancellationToken);
            _buffer.Clear();
        }
    }

    private void WriteOwn(FocusRow row, ColumnInfo info)
    {
        switch (info.Column)
        {
            case FocusColumn.BilledCost: _buffer.Number(row.Costs.Billed); break;
            case FocusColumn.EffectiveCost: _buffer.Number(row.Costs.Effective); break;
            case FocusColumn.ListCost: _buffer.Number(row.Costs.List); break;
            case FocusColumn.ContractedCost: _buffer.Number(row.Costs.Contracted); break;
            case FocusColumn.BillingPeriodStart: _buffer.Time(row.BillingPeriodStartSeconds); break;
            case FocusColumn.BillingPeriodEnd: _buffer.Time(row.BillingPeriodEndSeconds); break;
            case FocusColumn.ChargePeriodStart: _buffer.Time(row.StartSeconds); break;
            case FocusColumn.ChargePeriodEnd: _buffer.Time(row.EndSeconds); break;
            case FocusColumn.InvoiceId: _buffer.Text(row.InvoiceId); break;
            default: _buffer.Number(row.Quantity); break;
        }
    }

    private byte[]?[] CellsOf(ChargeSeries series)
    {
        if (_cells.TryGetValue(series, out var known))
        {
            return known;
        }

        if (_cells.Count == SeriesKeptMax)
        {
            _cells.Clear();
        }

        var cells = new byte[]?[_columns.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var isOwn = _columns[i] is { } info && (info.Use == ColumnUse.Row || info.Name == "PricingQuantity");
            cells[i] = isOwn ? null : CsvBuffer.Cell(SeriesCells.Text(series, _names[i]));
        }

        return _cells[series] = cells;
    }
}
