using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Focus;

/// <summary>Makes a <see cref="ChargeSeries"/> of the series columns of the current row.</summary>
/// <remarks>Where a value is understood as another than was written, the writing is kept as an attribute.</remarks>
internal sealed class SeriesReader(FocusCells cells, Utf8Strings strings, TagsParser tags, Enumerations enumerations)
{
    private const string NullReason = "The value is null, which FOCUS forbids.";

    private readonly List<(int Index, string Name)> _attributes = [.. cells.Header.Attributes];
    private readonly SortedDictionary<string, string> _kept = new(StringComparer.Ordinal);
    private FieldFault? _fault;

    /// <summary>The columns that are kept under their own names.</summary>
    public IReadOnlyList<(int Index, string Name)> Attributes => _attributes;

    /// <summary>Keeps a column no longer.</summary>
    public void LeaveOut(string name) => _attributes.RemoveAll(attribute => attribute.Name == name);

    /// <summary>The series, or null and what is wrong with it.</summary>
    public ChargeSeries? Read(out FieldFault? fault)
    {
        _fault = null;
        _kept.Clear();
        foreach (var (index, name) in _attributes)
        {
            Keep(name, strings.Get(cells.At(index)));
        }

        var series = Build();
        fault = _fault ?? ChargeValidation.Check(series);
        return fault is null ? series : null;
    }

    // Initialisers run in the order in which they stand: the first fault is the one told, and attributes come last.
    private ChargeSeries Build() => new()
    {
        Provider = Provider(),
        BillingAccountId = Required(FocusColumn.BillingAccountId),
        ServiceName = Required(FocusColumn.ServiceName),
        Currency = Currency(),
        ChargeCategory = Enumerations.Strict(FocusColumn.ChargeCategory, FocusVocabulary.ChargeCategories,
            Required(FocusColumn.ChargeCategory), ref _fault),
        ChargeClass = Enumerations.Strict(FocusColumn.ChargeClass, FocusVocabulary.ChargeClasses,
            Text(FocusColumn.ChargeClass), ref _fault),
        CommitmentDiscountStatus = Enumerations.Strict(FocusColumn.CommitmentDiscountStatus,
            FocusVocabulary.CommitmentDiscountStatuses, Text(FocusColumn.CommitmentDiscountStatus), ref _fault),
        Tags = Tags(),
        SubAccountId = Text(FocusColumn.SubAccountId),
        ResourceId = Text(FocusColumn.ResourceId),
        ResourceType = Text(FocusColumn.ResourceType),
        ServiceCategory = ServiceCategory(),
        ServiceSubcategory = Text(FocusColumn.ServiceSubcategory),
        RegionId = Text(FocusColumn.RegionId),
        AvailabilityZone = Text(FocusColumn.AvailabilityZone),
        SkuId = Text(FocusColumn.SkuId),
        SkuPriceId = Text(FocusColumn.SkuPriceId),
        SkuMeter = Text(FocusColumn.SkuMeter),
        PricingCategory = PricingCategory(),
        CommitmentDiscountId = Text(FocusColumn.CommitmentDiscountId),
        ConsumedUnit = Text(FocusColumn.ConsumedUnit),
        BillingAccountName = Text(FocusColumn.BillingAccountName),
        SubAccountName = Text(FocusColumn.SubAccountName),
        ResourceName = Text(FocusColumn.ResourceName),
        RegionName = Text(FocusColumn.RegionName),
        ChargeFrequency = ChargeFrequency(),
        ChargeDescription = Text(FocusColumn.ChargeDescription),
        PricingUnit = Text(FocusColumn.PricingUnit),
        Attributes = _kept.ToArray(),
    };

    // AWS and aws are one provider.
    private string Provider()
    {
        var (older, newer) = (Text(FocusColumn.ProviderName), Text(FocusColumn.ServiceProviderName));
        var provider = (newer.Length > 0 ? newer : older).Trim().ToLowerInvariant();
        KeepIfOther(FocusColumn.ProviderName, older, provider);
        KeepIfOther(FocusColumn.ServiceProviderName, newer, provider);
        if (provider.Length == 0)
        {
            var isNewer = cells.Header.Has(FocusColumn.ServiceProviderName);
            Refuse(isNewer ? FocusColumn.ServiceProviderName : FocusColumn.ProviderName, NullReason);
        }

        return provider;
    }

    private Currency Currency()
    {
        var text = Required(FocusColumn.BillingCurrency);
        if (!Domain.Money.Currency.TryParse(text.Trim().ToUpperInvariant(), out var currency))
        {
            const string Reason = "is not an ISO 4217 currency code; bills are not in virtual currencies.";
            Refuse(FocusColumn.BillingCurrency, $"{Shown.Text(text)} {Reason}");
        }

        return currency;
    }

    private KeyValuePair<string, string>[] Tags()
    {
        var pairs = tags.Parse(cells[FocusColumn.Tags], out var reason);
        if (reason is not null)
        {
            Refuse(FocusColumn.Tags, $"{reason}.");
        }

        return pairs;
    }

    private string ServiceCategory()
    {
        const string Other = "Other";
        var text = Text(FocusColumn.ServiceCategory);
        var known = enumerations.Lenient(FocusColumn.ServiceCategory, FocusVocabulary.ServiceCategories, text, Other);
        KeepIfOther(FocusColumn.ServiceCategory, text, known);
        return known.Length > 0 ? known : Other;
    }

    private string PricingCategory()
    {
        var text = Text(FocusColumn.PricingCategory);
        var known = enumerations.Lenient(FocusColumn.PricingCategory, FocusVocabulary.PricingCategories, text, "Other");
        KeepIfOther(FocusColumn.PricingCategory, text, known);
        return known;
    }

    private string ChargeFrequency()
    {
        var text = Text(FocusColumn.ChargeFrequency);
        var known = enumerations.Lenient(FocusColumn.ChargeFrequency, FocusVocabulary.ChargeFrequencies, text, "");
        KeepIfOther(FocusColumn.ChargeFrequency, text, known);
        return known;
    }

    private void KeepIfOther(FocusColumn column, string written, string understood)
    {
        if (!string.Equals(written, understood, StringComparison.Ordinal))
        {
            Keep(column.ToString(), written);
        }
    }

    private void Keep(string name, string value)
    {
        if (value.Length > 0)
        {
            _kept[name] = value;
        }
    }

    private string Required(FocusColumn column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            Refuse(column, NullReason);
        }

        return text;
    }

    private string Text(FocusColumn column) => strings.Get(cells[column]);

    private void Refuse(FocusColumn column, string reason) => _fault ??= new FieldFault(column.ToString(), reason);
}
