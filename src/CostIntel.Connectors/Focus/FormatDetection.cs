namespace CostIntel.Connectors.Focus;

/// <summary>Tells FOCUS from other things by what a file begins with and by its column names.</summary>
internal static class FormatDetection
{
    private const string Supported =
        "Supported are FOCUS Cost and Usage files, 1.0-preview and 1.0 to 1.4, as comma-separated UTF-8 text, plain or "
        + "gzip";

    private static readonly (string Column, string What)[] Others =
    [
        ("AmortizedCost", "FOCUS 0.5, which has other columns than 1.0-preview and later"),
        ("lineItem/UnblendedCost", "an AWS Cost and Usage Report (legacy)"),
        ("line_item_unblended_cost", "an AWS Cost and Usage Report (CUR 2.0 or Athena)"),
        ("CostInBillingCurrency", "an Azure cost export"),
        ("PreTaxCost", "an Azure cost export"),
        ("MeterCategory", "an Azure cost export"),
        ("cost/myCost", "an OCI cost report"),
        ("usage_start_time", "a Google Cloud billing export"),
        ("service.description", "a Google Cloud billing export"),
        ("ContractCommitmentId", "a FOCUS Contract Commitment file, not Cost and Usage"),
        ("InvoiceIssueStatus", "a FOCUS Invoice Detail file, not Cost and Usage"),
        ("ChargeType", "FOCUS 0.5 or a provider's own export"),
    ];

    /// <summary>What is wrong with bytes that cannot be the text of a statement, or null.</summary>
    public static string? WhyNotText(ReadOnlySpan<byte> first)
    {
        var what = first switch
        {
            [] => "the file is empty",
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [_, 0, ..] => "the file is UTF-16; save it as UTF-8",
            [(byte)'P', (byte)'K', 3, 4, ..] => "the file is a ZIP archive or a workbook; export it as CSV",
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "the file is Parquet; export it as CSV",
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "the file is compressed with Zstandard",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "the file is compressed with bzip2",
            [(byte)'{', ..] or [(byte)'[', ..] => "the file looks like JSON",
            _ => null,
        };
        return what is null ? null : $"{what}. {Supported}.";
    }

    /// <summary>What is wrong with a header that is not that of a FOCUS file, or null.</summary>
    public static string? WhyNotFocus(FocusHeader header)
    {
        var isFocus = (header.Has(FocusColumn.BilledCost) || header.Has(FocusColumn.EffectiveCost))
            && (header.Has(FocusColumn.ChargePeriodStart) || header.Has(FocusColumn.BillingPeriodStart));
        var names = header.Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (isFocus && (header.Has(FocusColumn.EffectiveCost) || !names.Contains("AmortizedCost")))
        {
            return null;
        }

        return $"the file is not FOCUS: {WhatItLooksLike(header, names)}. {Supported}.";
    }

    private static string WhatItLooksLike(FocusHeader header, HashSet<string> names)
    {
        if (Others.FirstOrDefault(other => names.Contains(other.Column)) is { What: not null } found)
        {
            return $"its column {found.Column} belongs to {found.What}";
        }

        if (header.Names is [var only] && only.AsSpan().IndexOfAny(";\t|") is var at and >= 0)
        {
            var separator = only[at] == '\t' ? "a tab" : $"'{only[at]}'";
            return $"its values are separated by {separator}, not by commas";
        }

        var shown = string.Join(", ", header.Names.Take(8).Select(name => Shown.Text(name)));
        var more = header.Names.Count > 8 ? $" and {header.Names.Count - 8} more" : "";
        return $"its columns are {shown}{more}; BilledCost and ChargePeriodStart are not among them";
    }
}
