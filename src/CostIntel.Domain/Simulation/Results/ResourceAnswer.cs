using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Simulation.Templates;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>What a resource answers to all alternatives.</summary>
/// <param name="Key">Canonical resource key.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="FirstDay">Number of the first day.</param>
/// <param name="Before">What each day cost.</param>
/// <param name="ExactHours">Hours that were known one by one.</param>
/// <param name="MonthBefore">What a month costs as things are.</param>
/// <param name="Hours">
/// What each of the last hours cost, see <see cref="CommitmentHours"/>; empty when no alternative commits.
/// </param>
/// <param name="Outcomes">One for each alternative, in order.</param>
public sealed record ResourceAnswer(
    string Key,
    Currency Currency,
    int FirstDay,
    IReadOnlyList<decimal> Before,
    int ExactHours,
    decimal MonthBefore,
    IReadOnlyList<decimal> Hours,
    IReadOnlyList<AlternativeOutcome> Outcomes);

/// <summary>What an alternative makes of a resource: exactly one of the three.</summary>
/// <param name="Simulation">The replay of a change.</param>
/// <param name="Covered">The commitment that covers it.</param>
/// <param name="Refusal">Why nothing.</param>
public sealed record AlternativeOutcome(ResourceSimulation? Simulation, CoveredBy? Covered, WhatIfRefusal? Refusal);

/// <summary>A commitment that covers a resource.</summary>
/// <param name="Offer">The offer; which services it covers is left out.</param>
/// <param name="Share">Share of the floor that is committed to.</param>
public sealed record CoveredBy(CommitmentOffer Offer, decimal Share);
