namespace CostIntel.Connectors.Focus;

/// <summary>
/// Reads the instants that occur in FOCUS files as whole seconds since 1970-01-01T00:00:00Z. A value without a zone is
/// UTC; another offset is converted; a month before a day (M/D/YY) is the only order with slashes.
/// </summary>
internal ref struct FocusTime
{
    private const int SecondsPerDay = 86_400;

    private static ReadOnlySpan<byte> DaysInMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private ReadOnlySpan<byte> _left;

    private FocusTime(ReadOnlySpan<byte> text) => _left = text;

    /// <summary>False when the text is not exactly one instant, or has a fraction of a second other than 0.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixSeconds)
    {
        var cursor = new FocusTime(text.Trim(" \t"u8));
        unixSeconds = 0;
        if (!cursor.TryDate(out var days))
        {
            return false;
        }

        unixSeconds = days * SecondsPerDay;
        if (cursor._left.IsEmpty)
        {
            return true;
        }

        if (!cursor.TryTimeOfDay(out var seconds) || !cursor.TryOffset(out var offset))
        {
            return false;
        }

        unixSeconds += seconds - offset;
        return cursor._left.IsEmpty;
    }

    private bool TryDate(out long days)
    {
        days = 0;
        return _left.Length >= 8 && _left[4] == '-'
            ? TryNumber(4, 4, out var year) && TryMonthAndDay((byte)'-', year, out days)
            : TrySlashed(out days);
    }

    private bool TryMonthAndDay(byte separator, int year, out long days)
    {
        days = 0;
        return Take(separator) && TryNumber(2, 2, out var month) && Take(separator) && TryNumber(2, 2, out var day)
            && TryDays(year, month, day, out days);
    }

    private bool TrySlashed(out long days)
    {
        days = 0;
        if (!TryNumber(1, 2, out var month) || !Take((byte)'/') || !TryNumber(1, 2, out var day) || !Take((byte)'/'))
        {
            return false;
        }

        var digits = _left.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var end and >= 0 ? end : _left.Length;
        return digits is 2 or 4 && TryNumber(digits, digits, out var year)
            && TryDays(digits == 2 ? year + 2000 : year, month, day, out days);
    }

    private bool TryTimeOfDay(out int seconds)
    {
        seconds = 0;
        if (!Take((byte)'T') && !Take((byte)' '))
        {
            return false;
        }

        if (!TryNumber(1, 2, out var hour) || !Take((byte)':') || !TryNumber(2, 2, out var minute))
        {
            return false;
        }

        var second = 0;
        if (Take((byte)':') && (!TryNumber(2, 2, out second) || !TryZeroFraction()))
        {
            return false;
        }

        seconds = (hour * 3600) + (minute * 60) + second;
        return hour < 24 && minute < 60 && second < 60;
    }

    private bool TryZeroFraction()
    {
        if (!Take((byte)'.'))
        {
            return true;
        }

        var zeros = _left.IndexOfAnyExcept((byte)'0') is var end and >= 0 ? end : _left.Length;
        _left = _left[zeros..];
        return zeros > 0;
    }

    private bool TryOffset(out int seconds)
    {
        seconds = 0;
        if (_left.IsEmpty || Take((byte)'Z'))
        {
            return true;
        }

        Take((byte)' ');
        if (_left.SequenceEqual("UTC"u8))
        {
            _left = [];
            return true;
        }

        var sign = Take((byte)'-') ? -1 : Take((byte)'+') ? 1 : 0;
        if (sign == 0 || !TryNumber(2, 2, out var hours))
        {
            return false;
        }

        Take((byte)':');
        var isWhole = TryNumber(2, 2, out var minutes) && hours < 24 && minutes < 60;
        seconds = sign * ((hours * 3600) + (minutes * 60));
        return isWhole;
    }

    private bool Take(byte expected)
    {
        if (_left.IsEmpty || _left[0] != expected)
        {
            return false;
        }

        _left = _left[1..];
        return true;
    }

    private bool TryNumber(int digitsMin, int digitsMax, out int number)
    {
        number = 0;
        var digits = 0;
        while (digits < digitsMax && digits < _left.Length && char.IsAsciiDigit((char)_left[digits]))
        {
            number = (number * 10) + (_left[digits++] - '0');
        }

        _left = _left[digits..];
        return digits >= digitsMin;
    }

    private static bool TryDays(int year, int month, int day, out long days)
    {
        days = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1)
        {
            return false;
        }

        var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > DaysInMonth[month - 1] + (month == 2 && isLeap ? 1 : 0))
        {
            return false;
        }

        // Counted from 1 March, so that the leap day is the last of its year.
        var marchYear = month > 2 ? year : year - 1;
        var marchMonth = (month + 9) % 12;
        var dayOfYear = (((153 * marchMonth) + 2) / 5) + day - 1;
        days = (marchYear * 365L) + (marchYear / 4) - (marchYear / 100) + (marchYear / 400) + dayOfYear - 719_468;
        return true;
    }
}
