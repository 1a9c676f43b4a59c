using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents.Causes;

/// <summary>
/// Finds the smallest set of dimension values that explains a change.
/// </summary>
/// <remarks>
/// Looks at each value of each dimension and at pairs of values. A place is worth its share of the change that is left
/// (explanatory power) times the purity of the place (how much of what it costs has changed like that), less a price
/// for each value that it takes to name it; the best place is taken, its resources are set aside, and the search goes on
/// until most is explained. The ideas of explanatory power and succinctness are those of Bhagwan et al., "Adtributor:
/// Revenue Debugging in Advertising Systems", NSDI 2014.
/// </remarks>
public static class CauseSearch
{
    private const double Enough = 0.9;
    private const double SharePerCause = 0.05;
    private const double PricePerValue = 0.05;
    private const int CausesMax = 5;

    /// <summary>The causes, the largest first; empty when nothing has changed.</summary>
    public static IReadOnlyList<Cause> Find(ChangeTable table)
    {
        var total = table.Resources.Sum(resource => resource.Change);
        if (total == 0 || !double.IsFinite(total))
        {
            return [];
        }

        var left = table.Resources.ToList();
        var causes = new List<Cause>();
        while (causes.Count < CausesMax && Math.Abs(left.Sum(resource => resource.Change)) > (1 - Enough) * Math.Abs(total))
        {
            var best = BestPlace(table.Dimensions, left, total);
            if (best is null)
            {
                break;
            }

            causes.Add(Describe(table.Dimensions, best, total));
            left.RemoveAll(best.Holds);
        }

        return [.. causes.OrderByDescending(cause => cause.Share)];
    }

    private static Place? BestPlace(IReadOnlyList<Dimension> dimensions, List<ResourceChange> left, double total)
    {
        Place? best = null;
        foreach (var place in Places(dimensions.Count, left))
        {
            place.Judge(total);
            if (place.Share >= SharePerCause && (best is null || place.Worth > best.Worth))
            {
                best = place;
            }
        }

        return best;
    }

    private static Dictionary<PlaceKey, Place>.ValueCollection Places(int dimensions, List<ResourceChange> left)
    {
        var places = new Dictionary<PlaceKey, Place>();
        foreach (var resource in left)
        {
            for (var first = 0; first < dimensions; first++)
            {
                Add(new(first, resource.Values[first], -1, ""), resource);
                for (var second = first + 1; second < dimensions; second++)
                {
                    Add(new(first, resource.Values[first], second, resource.Values[second]), resource);
                }
            }
        }

        return places.Values;

        void Add(PlaceKey key, ResourceChange resource)
        {
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = new(key));
            }

            place.Resources.Add(resource);
        }
    }

    private static Cause Describe(IReadOnlyList<Dimension> dimensions, Place place, double total)
    {
        var (price, quantity, added, vanished) = (0.0, 0.0, 0.0, 0.0);
        foreach (var resource in place.Resources)
        {
            if (resource.IsNew)
            {
                added += resource.Change;
            }
            else if (resource.IsGone)
            {
                vanished += resource.Change;
            }
            else if (PriceQuantitySplit.Of(
                resource.After, resource.Before, resource.QuantityAfter, resource.QuantityBefore) is { } split)
            {
                price += split.PriceEffect;
                quantity += split.QuantityEffect;
            }
            else
            {
                quantity += resource.Change;
            }
        }

        return new(
            [.. place.Names(dimensions)],
            place.Change,
            Math.Clamp(place.Change / total, 0, 1),
            price,
            quantity,
            added,
            vanished,
            place.Resources.Count(resource => resource.Change != 0));
    }

    /// <summary>One value, or two of different dimensions; the second is -1 for none.</summary>
    private readonly record struct PlaceKey(int First, string FirstValue, int Second, string SecondValue);

    /// <summary>Resources that share one or two values.</summary>
    private sealed class Place(PlaceKey key)
    {
        public List<ResourceChange> Resources { get; } = [];

        public double Change { get; private set; }

        public double Share { get; private set; }

        public double Worth { get; private set; }

        public bool Holds(ResourceChange resource) =>
            resource.Values[key.First] == key.FirstValue
            && (key.Second < 0 || resource.Values[key.Second] == key.SecondValue);

        public void Judge(double total)
        {
            Change = Resources.Sum(resource => resource.Change);
            Share = Change / total;
            var size = Resources.Sum(resource => Math.Max(Math.Abs(resource.Before), Math.Abs(resource.After)));
            var purity = size > 0 ? Math.Abs(Change) / size : 0;
            // Of two that hold the same the coarser, unless it is one resource: that is best named itself. Later dimensions
            // are finer, and pairs cost a value more.
            var fineness = key.First * (Resources.Count == 1 ? 1e-6 : -1e-6);
            Worth = (Share * (0.5 + (0.5 * purity))) - (PricePerValue * (key.Second < 0 ? 1 : 2)) + fineness;
        }

        public IEnumerable<KeyValuePair<Dimension, string>> Names(IReadOnlyList<Dimension> dimensions)
        {
            yield return new(dimensions[key.First], key.FirstValue);
            if (key.Second >= 0)
            {
                yield return new(dimensions[key.Second], key.SecondValue);
            }
        }
    }
}
