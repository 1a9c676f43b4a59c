using System.Text;

namespace CostIntel.Connectors.Focus;

/// <summary>Values as they are quoted in messages: short, on one line, without control characters.</summary>
internal static class Shown
{
    private const int LengthMax = 60;

    /// <summary>The text between single quotes, cut after 60 characters.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, LengthMax)))
        {
            text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\ufffd' : c);
        }

        return text.Append(value.Length > LengthMax ? "...'" : "'").ToString();
    }

    /// <summary>The UTF-8 text between single quotes, cut after 60 characters.</summary>
    public static string Text(ReadOnlySpan<byte> value) =>
        Text(Encoding.UTF8.GetString(value.Length > 4 * LengthMax ? value[..(4 * LengthMax)] : value));
}
