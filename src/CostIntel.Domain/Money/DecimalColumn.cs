namespace CostIntel.Domain.Money;

/// <summary>
/// A growable column of exact decimals in little memory: whole numbers of one common scale, eight bytes a cell, as long
/// as they fit 64 bits; plain decimals from then on.
/// </summary>
public sealed class DecimalColumn
{
    // Powers of ten up to this one fit 64 bits.
    private const int ScaleMax = 18;

    private static readonly long[] PowersOfTen = MakePowers();

    private long[]? _mantissas = [];
    private decimal[] _values = [];
    private int _scale;

    /// <summary>Number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>A cell's value.</summary>
    public decimal this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)index), (uint)Count, nameof(index));
            return _mantissas is null ? _values[index] : Compose(_mantissas[index]);
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)index), (uint)Count, nameof(index));
            if (_mantissas is not null && TryMantissa(value, out var mantissa))
            {
                _mantissas[index] = mantissa;
                return;
            }

            Widen();
            _values[index] = value;
        }
    }

    /// <summary>Adds to a cell.</summary>
    /// <exception cref="ArithmeticException">The sum cannot be held exactly.</exception>
    public void Add(int index, decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)index), (uint)Count, nameof(index));
        if (_mantissas is not null && TryMantissa(value, out var mantissa))
        {
            var sum = unchecked(_mantissas[index] + mantissa);
            if (((_mantissas[index] ^ sum) & (mantissa ^ sum)) >= 0)
            {
                _mantissas[index] = sum;
                return;
            }
        }

        this[index] = ExactDecimal.AddOrRound(this[index], value);
    }

    /// <summary>Appends cells of zero.</summary>
    public void AppendZeros(int count)
    {
        Reserve(Count + count);
        Count += count;
    }

    /// <summary>Puts cells of zero in front.</summary>
    public void PrependZeros(int count)
    {
        Reserve(Count + count);
        Cells().CopyWithin(0, count, Count);
        Cells().Clear(0, count);
        Count += count;
    }

    /// <summary>Takes cells away from the front.</summary>
    public void RemoveFirst(int count)
    {
        Cells().CopyWithin(count, 0, Count - count);
        Cells().Clear(Count - count, count);
        Count -= count;
    }

    private static long[] MakePowers()
    {
        var powers = new long[ScaleMax + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private static bool TrySplit(decimal value, out long mantissa, out int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        scale = (bits[3] >> 16) & 0xFF;
        var low = unchecked((uint)bits[0]);
        mantissa = ((long)bits[1] << 32) | low;
        if (bits[2] != 0 || bits[1] < 0)
        {
            return false;
        }

        mantissa = bits[3] < 0 ? -mantissa : mantissa;
        return true;
    }

    private decimal Compose(long mantissa)
    {
        var magnitude = unchecked(mantissa < 0 ? (ulong)-mantissa : (ulong)mantissa);
        return new decimal(
            unchecked((int)magnitude), unchecked((int)(magnitude >> 32)), 0, mantissa < 0, (byte)_scale);
    }

    private bool TryMantissa(decimal value, out long mantissa)
    {
        if (!TrySplit(value, out mantissa, out var scale))
        {
            return false;
        }

        while (scale > _scale && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }

        return scale <= _scale
            ? TryScaleUp(ref mantissa, _scale - scale)
            : scale <= ScaleMax && TryRaiseScale(scale);
    }

    private static bool TryScaleUp(ref long mantissa, int by)
    {
        if (by > ScaleMax)
        {
            return mantissa == 0;
        }

        var high = Math.BigMul(mantissa, PowersOfTen[by], out var low);
        mantissa = low;
        return high == low >> 63;
    }

    private bool TryRaiseScale(int scale)
    {
        var by = scale - _scale;
        for (var i = 0; i < Count; i++)
        {
            var mantissa = _mantissas![i];
            if (!TryScaleUp(ref mantissa, by))
            {
                return false;
            }
        }

        for (var i = 0; i < Count; i++)
        {
            _mantissas![i] *= PowersOfTen[by];
        }

        _scale = scale;
        return true;
    }

    private void Widen()
    {
        if (_mantissas is null)
        {
            return;
        }

        _values = new decimal[_mantissas.Length];
        for (var i = 0; i < Count; i++)
        {
            _values[i] = Compose(_mantissas[i]);
        }

        _mantissas = null;
    }

    private void Reserve(int count)
    {
        var capacity = _mantissas?.Length ?? _values.Length;
        if (count <= capacity)
        {
            return;
        }

        // A quarter more, not twice as much: a hundred thousand ledgers would hold the difference.
        var grown = Math.Max(count, Math.Min(capacity + (capacity / 4) + 4, capacity + 64));
        if (_mantissas is not null)
        {
            Array.Resize(ref _mantissas, grown);
        }
        else
        {
            Array.Resize(ref _values, grown);
        }
    }

    private ArrayCells Cells() => new((Array?)_mantissas ?? _values);

    private readonly struct ArrayCells(Array cells)
    {
        public void CopyWithin(int from, int to, int count) => Array.Copy(cells, from, cells, to, count);

        public void Clear(int from, int count) => Array.Clear(cells, from, count);
    }
}
