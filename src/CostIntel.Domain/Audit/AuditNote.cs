using System.Security.Cryptography;

namespace CostIntel.Domain.Audit;

/// <summary>What is to be remembered; the log adds its number and the time.</summary>
/// <param name="Actor">Who: the name of a principal, or of a part of the engine.</param>
/// <param name="Action">What, such as RecommendationService/Reject.</param>
/// <param name="Outcome">How far it went.</param>
/// <param name="Subject">What it was done to; may be empty.</param>
/// <param name="Reason">Why, or why not; may be empty.</param>
/// <param name="RequestId">The id that the caller gave the request; may be empty.</param>
/// <param name="Answers">Sequence of the entry that asked for it; 0 for none.</param>
/// <param name="Before">What was there before, as text; may be empty.</param>
/// <param name="After">What is wanted or is there now, as text; may be empty.</param>
public sealed record AuditNote(
    string Actor,
    string Action,
    AuditOutcome Outcome,
    string Subject = "",
    string Reason = "",
    string RequestId = "",
    long Answers = 0,
    string Before = "",
    string After = "")
{
    /// <summary>Names are cut to so many characters.</summary>
    public const int NameLengthMax = 256;

    /// <summary>The reason is cut to so many characters.</summary>
    public const int ReasonLengthMax = 2_048;

    /// <summary>What was before and is after are cut to so many characters each.</summary>
    public const int TextLengthMax = 16_384;

    /// <summary>The same in bounds; what was cut says so, with the SHA-256 of the whole.</summary>
    public AuditNote Bounded() => this with
    {
        Actor = Cut(Actor, NameLengthMax),
        Action = Cut(Action, NameLengthMax),
        Subject = Cut(Subject, NameLengthMax),
        Reason = Cut(Reason, ReasonLengthMax),
        RequestId = Cut(RequestId, NameLengthMax),
        Before = Cut(Before, TextLengthMax),
        After = Cut(After, TextLengthMax),
    };

    private static string Cut(string text, int lengthMax)
    {
        if (text.Length <= lengthMax)
        {
            return text;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        var end = $"... (cut; {text.Length} characters, SHA-256 {hash})";
        return string.Concat(text.AsSpan(0, lengthMax - end.Length), end);
    }
}
