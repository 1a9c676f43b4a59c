using System.Globalization;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Money;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Anomalies;

/// <summary>Rules of detection to and from their messages; what is read is checked.</summary>
public static class RuleMapping
{
    private const int TextMax = 1_000;
    private const int IdMax = 200;
    private const int MinutesPerDay = 1_440;
    private const int DaysPerWeek = 7;

    /// <summary>The rule of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">What a rule without an id is called.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="nowUtc">When it is said.</param>
    /// <exception cref="FormatException">A field is wrong; the message says which and why.</exception>
    public static Rule ToDomain(this Proto.DetectionRule message, string id, string actor, DateTimeOffset nowUtc)
    {
        Require(message.RuleId.Length <= IdMax, $"rule_id has {message.RuleId.Length} characters; at most {IdMax}.");
        Require(message.Reason.Length <= TextMax, $"reason has {message.Reason.Length} characters; at most {TextMax}.");
        var (from, until) = (message.From?.ToDateTimeOffset(), message.Until?.ToDateTimeOffset());
        Require(from is null || until is null || from < until, "until must lie after from; it is exclusive.");
        return new Rule(
            message.RuleId.Length > 0 ? message.RuleId : id,
            FilterMapping.ToScope(message.Filters),
            from,
            until,
            message.Reason,
            actor,
            nowUtc,
            EffectOf(message));
    }

    /// <summary>The message of a rule.</summary>
    public static Proto.DetectionRule ToMessage(this Rule rule)
    {
        var message = new Proto.DetectionRule
        {
            RuleId = rule.Id,
            From = rule.FromUtc?.ToTimestamp(),
            Until = rule.UntilUtc?.ToTimestamp(),
            Reason = rule.Reason,
            CreatedBy = rule.CreatedBy,
            Created = rule.CreatedUtc.ToTimestamp(),
        };
        message.Filters.AddRange(rule.Scope.Filters.Select(FilterMapping.ToMessage));
        SetEffect(message, rule.Effect);
        return message;
    }

    /// <summary>The scale of a message.</summary>
    /// <exception cref="FormatException">A field is wrong; the message says which and why.</exception>
    public static SeverityScale ToDomain(this Proto.RuleSettings message)
    {
        var scale = new SeverityScale(
            Amount(message.WarningFrom, "warning_from", SeverityScale.Default.WarningFrom),
            Amount(message.CriticalFrom, "critical_from", SeverityScale.Default.CriticalFrom));
        Require(scale.WarningFrom <= scale.CriticalFrom, "critical_from must not be less than warning_from.");
        return scale;
    }

    /// <summary>The message of a scale.</summary>
    public static Proto.RuleSettings ToMessage(this SeverityScale scale) => new()
    {
        WarningFrom = ExactDecimal.Format(scale.WarningFrom),
        CriticalFrom = ExactDecimal.Format(scale.CriticalFrom),
    };

    /// <summary>What is stored of a book of rules.</summary>
    public static Stored.StoredRules ToStored(this RuleBook book)
    {
        var stored = new Stored.StoredRules { Settings = book.Scale.ToMessage() };
        foreach (var rule in book.Rules)
        {
            var kept = new Stored.StoredRule { Shown = rule.ToMessage() };
            if (rule.Effect is PlannedChange { Taken: var taken })
            {
                kept.TakenAccountKeys.AddRange(taken.Select(member => member.Subject.Account.ToString()));
                kept.Taken.AddRange(taken.Select(MemberMapping.ToMessage));
            }

            stored.Rules.Add(kept);
        }

        return stored;
    }

    /// <summary>The book of rules that was stored.</summary>
    public static RuleBook ToDomain(this Stored.StoredRules stored) =>
        new([.. stored.Rules.Select(ToDomain)], stored.Settings?.ToDomain() ?? SeverityScale.Default);

    private static Rule ToDomain(Stored.StoredRule stored)
    {
        var shown = stored.Shown;
        var rule = shown.ToDomain(shown.RuleId, shown.CreatedBy, shown.Created.ToDateTimeOffset());
        if (rule.Effect is not PlannedChange plan || stored.Taken.Count == 0)
        {
            return rule;
        }

        var taken = stored.Taken.Zip(stored.TakenAccountKeys, (member, account) => member.ToDomain(AccountKey.Parse(account)));
        return rule with { Effect = plan with { Taken = [.. taken] } };
    }

    private static RuleEffect EffectOf(Proto.DetectionRule message)
    {
        switch (message.EffectCase)
        {
            case Proto.DetectionRule.EffectOneofCase.Sensitivity:
                Require(
                    message.Sensitivity is >= Proto.Sensitivity.Lowest and <= Proto.Sensitivity.Highest,
                    "sensitivity must be one of lowest, low, normal, high, highest.");
                return new SetSensitivity((Sensitivity)message.Sensitivity);
            case Proto.DetectionRule.EffectOneofCase.MinimumImpact:
                var minimum = message.MinimumImpact;
                Require(double.IsFinite(minimum.Share) && minimum.Share >= 0, "minimum_impact.share must be 0 or more.");
                return new SetMinimumImpact(new(
                    Amount(minimum.PerDay, "minimum_impact.per_day", 0),
                    minimum.Share,
                    minimum.Either ? ImpactJoin.Or : ImpactJoin.And));
            case Proto.DetectionRule.EffectOneofCase.Mute:
                Require(message.Mute, "mute must be true; delete the rule to end it.");
                return new Mute();
            case Proto.DetectionRule.EffectOneofCase.Maintenance:
                return new Maintenance(WindowOf(message.Maintenance));
            case Proto.DetectionRule.EffectOneofCase.PlannedChange:
                Require(message.Until is not null, "until is missing: a planned change must end.");
                var upTo = message.PlannedChange.UpTo;
                return new PlannedChange(upTo.Length == 0 ? null : Amount(upTo, "planned_change.up_to", 0), []);
            case Proto.DetectionRule.EffectOneofCase.ExpectedUpToPerHour:
                return new Expectation(Amount(message.ExpectedUpToPerHour, "expected_up_to_per_hour", 0));
            default:
                throw new FormatException(
                    "The rule has no effect; set sensitivity, minimum_impact, mute, maintenance, planned_change or "
                    + "expected_up_to_per_hour.");
        }
    }

    private static void SetEffect(Proto.DetectionRule message, RuleEffect effect)
    {
        switch (effect)
        {
            case SetSensitivity set:
                message.Sensitivity = (Proto.Sensitivity)set.Sensitivity;
                break;
            case SetMinimumImpact { Minimum: var minimum }:
                message.MinimumImpact = new()
                {
                    PerDay = ExactDecimal.Format(minimum.PerDay),
                    Share = minimum.Share,
                    Either = minimum.Join == ImpactJoin.Or,
                };
                break;
            case Mute:
                message.Mute = true;
                break;
            case Maintenance { Window: var window }:
                message.Maintenance = new()
                {
                    StartMinute = (int)window.Start.ToTimeSpan().TotalMinutes,
                    Duration = window.Duration.ToDuration(),
                };
                message.Maintenance.Days.AddRange(window.Days.Select(day => day == DayOfWeek.Sunday ? DaysPerWeek : (int)day).Order());
                break;
            case PlannedChange plan:
                message.PlannedChange = new()
                {
                    UpTo = plan.UpTo is { } upTo ? ExactDecimal.Format(upTo) : "",
                    Used = ExactDecimal.Format(plan.Used),
                };
                break;
            case Expectation expectation:
                message.ExpectedUpToPerHour = ExactDecimal.Format(expectation.UpToPerHour);
                break;
        }
    }

    private static WeeklyWindow WindowOf(Proto.WeeklyWindow window)
    {
        Require(
            window.Days.Count > 0 && window.Days.All(day => day is >= 1 and <= DaysPerWeek),
            "maintenance.days must be 1 (Monday) to 7 (Sunday), at least one.");
        Require(window.StartMinute is >= 0 and < MinutesPerDay, "maintenance.start_minute must be 0 to 1439.");
        var duration = window.Duration?.ToTimeSpan() ?? TimeSpan.Zero;
        Require(
            duration > TimeSpan.Zero && duration < TimeSpan.FromDays(DaysPerWeek),
            "maintenance.duration must be more than nothing and less than a week.");
        var days = window.Days.Select(day => (DayOfWeek)(day % DaysPerWeek)).ToHashSet();
        return new(days, new TimeOnly(0).Add(TimeSpan.FromMinutes(window.StartMinute)), duration);
    }

    private static decimal Amount(string text, string field, decimal whenEmpty)
    {
        if (text.Length == 0)
        {
            return whenEmpty;
        }

        Require(
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount),
            $"{field} is '{text}'; it must be a decimal number of 0 or more, such as 12.50.");
        return amount;
    }

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw new FormatException(fault);
        }
    }
}
