using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <content>Its memory, which is its stored form.</content>
public sealed partial class CostDetector
{
    private struct State
    {
        public int Version;
        public SeriesStep Step;
        public int Newest;
        public int SettledThrough;
        public int MutedFrom;
        public int MutedUntil;
        public float MutedScore;
        public RaisedSlots Raised;
        public CostModel Settled;
        public CostModel Head;
        public TotalRing Totals;
    }

    [InlineArray(SlotsOpen)]
    private struct TotalRing
    {
        private double _first;
    }
}
