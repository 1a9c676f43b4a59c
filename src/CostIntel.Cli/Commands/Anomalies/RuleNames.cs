using CostIntel.Domain.Identity;
using Google.Protobuf;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary>Names what has no name of its own by what it says: the same said twice is one.</summary>
internal static class RuleNames
{
    private const int Digits = 16;

    public static string Of(IMessage message) =>
        "cli-" + Convert.ToHexStringLower(PermanentHash.Hash128(message.ToByteArray()))[..Digits];
}
