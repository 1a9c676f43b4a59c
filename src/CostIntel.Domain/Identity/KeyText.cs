using System.Globalization;
using System.Text;

namespace CostIntel.Domain.Identity;

/// <summary>Keys as text: parts joined by '/', with '/', '%' and control characters escaped as %XX.</summary>
internal static class KeyText
{
    private const char Separator = '/';
    private const char Escape = '%';

    public static string Join(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                text.Append(Separator);
            }

            AppendEscaped(text, parts[i]);
        }

        return text.ToString();
    }

    /// <summary>The parts, or null when the text is not what <see cref="Join"/> writes.</summary>
    public static string[]? Split(string text, int count)
    {
        var parts = text.Split(Separator);
        if (parts.Length != count)
        {
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (Unescape(parts[i]) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        return Join(parts) == text ? parts : null;
    }

    private static void AppendEscaped(StringBuilder text, string part)
    {
        foreach (var c in part)
        {
            if (c is Separator or Escape || char.IsControl(c))
            {
                text.Append(Escape).Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static string? Unescape(string part)
    {
        if (!part.Contains(Escape, StringComparison.Ordinal))
        {
            return part;
        }

        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != Escape)
            {
                text.Append(part[i]);
            }
            else if (i + 2 < part.Length
                && byte.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }
}
