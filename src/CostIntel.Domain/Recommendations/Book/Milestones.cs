namespace CostIntel.Domain.Recommendations.Book;

/// <summary>After how many days what was saved is told.</summary>
internal static class Milestones
{
    private static readonly int[] Days = [7, 30, 60, 89];

    public static bool Passed(int before, int now) => Days.Any(day => before < day && now >= day);
}
