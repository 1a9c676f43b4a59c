using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace CostIntel.Server.Errors;

/// <summary>Checks the shape of requests; what is wrong is answered with INVALID_ARGUMENT and the field's name.</summary>
internal static class Require
{
    private const int NameLengthMax = 128;

    /// <summary>A name that clients choose: 1 to 128 letters, digits, '.', '_', ':' or '-'.</summary>
    public static string Name(string? value, string field, string whenMissing)
    {
        if (value is null)
        {
            throw Invalid(whenMissing);
        }

        That(
            value.Length is > 0 and <= NameLengthMax
                && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-'),
            $"{field} must be 1 to {NameLengthMax} letters, digits, '.', '_', ':' or '-'.");
        return value;
    }

    public static void That([DoesNotReturnIf(false)] bool condition, string reason)
    {
        if (!condition)
        {
            throw Invalid(reason);
        }
    }

    public static RpcException Invalid(string reason) => new(new Status(StatusCode.InvalidArgument, reason));
}
