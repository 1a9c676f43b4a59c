using System.Collections.Frozen;

namespace CostIntel.Domain.Recommendations.Catalog;

/// <summary>
/// Machine types by provider and name. Names are found in the words of a charge without allocating: each review of a resource
/// asks.
/// </summary>
internal sealed class MachineIndex
{
    private const int NameLengthMax = 64;
    private const string Standard = "standard_";

    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(":/,|;");

    private readonly FrozenDictionary<string, Provider> _providers;

    /// <summary>Indexes machine types, unique by provider and name.</summary>
    public MachineIndex(IReadOnlyList<MachineType> machines) => _providers = machines
        .GroupBy(machine => machine.Provider, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => new Provider([.. group]), StringComparer.Ordinal);

    /// <summary>How a machine type is called however it is written: Azure has Standard_D2s_v5 and "D2s v5".</summary>
    public static string NameKey(string machineName)
    {
        Span<char> key = stackalloc char[NameLengthMax];
        return TryNormalise(machineName, key, out var length) ? key[..length].ToString() : machineName;
    }

    /// <summary>The machine types of a provider.</summary>
    public ReadOnlySpan<MachineType> Of(string provider) => _providers.GetValueOrDefault(provider)?.Machines;

    /// <summary>A machine type by its name; null when it is not known.</summary>
    public MachineType? Find(string provider, ReadOnlySpan<char> name) => _providers.GetValueOrDefault(provider)?.Find(name);

    /// <summary>The machine type that a text names; null for none.</summary>
    public MachineType? FindIn(string provider, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || _providers.GetValueOrDefault(provider) is not { } known)
        {
            return null;
        }

        foreach (var part in text.SplitAny(Separators))
        {
            if (known.Find(text[part]) is { } whole)
            {
                return whole;
            }

            foreach (var word in text[part].Split(' '))
            {
                if (known.Find(text[part][word]) is { } named)
                {
                    return named;
                }
            }
        }

        return null;
    }

    private static bool TryNormalise(ReadOnlySpan<char> name, Span<char> key, out int length)
    {
        name = name.Trim();
        name = name.StartsWith(Standard, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("standard ", StringComparison.OrdinalIgnoreCase) ? name[Standard.Length..] : name;
        length = name.Length;
        if (length is 0 or > NameLengthMax)
        {
            return false;
        }

        name.ToLowerInvariant(key);
        key[..length].Replace(' ', '_');
        return true;
    }

    private sealed class Provider(MachineType[] machines)
    {
        private readonly FrozenDictionary<string, MachineType> _names =
            machines.ToFrozenDictionary(machine => NameKey(machine.Name), StringComparer.Ordinal);

        public MachineType[] Machines => machines;

        public MachineType? Find(ReadOnlySpan<char> name)
        {
            Span<char> key = stackalloc char[NameLengthMax];
            return TryNormalise(name, key, out var length)
                && _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..length], out var machine)
                    ? machine
                    : null;
        }
    }
}
