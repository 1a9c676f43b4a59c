namespace Orleans.Configuration
{
    /// <summary>How calls behave.</summary>
    public sealed class SiloMessagingOptions
    {
        /// <summary>How long a caller waits for an answer. Default 30 s; measured to about a second.</summary>
        public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>When idle activations leave memory.</summary>
    public sealed class GrainCollectionOptions
    {
        /// <summary>How long an activation may be idle. Default 15 min; longer than the quantum.</summary>
        public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

        /// <summary>How often idle ones are looked for. Default 1 min.</summary>
        public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How long OnDeactivateAsync may take. Default 30 s.</summary>
        public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

        /// <summary>Ages for single classes, by the class's full name.</summary>
        public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; } = new(StringComparer.Ordinal);
    }
}

namespace Orleans.Hosting
{
    /// <summary>How reminders behave.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>The shortest period that a reminder may have. Default 1 min.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
    }
}
