using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>What a call that HTTP did not carry through comes to as a gRPC status.</summary>
internal static class Failures
{
    /// <summary>The outcome for an exception of the transport or of a marshaller.</summary>
    public static CallOutcome Of(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException protocol)
            {
                return CallOutcome.Of(OfHttp2((int)protocol.ErrorCode), protocol.Message, failure);
            }
        }

        return failure switch
        {
            RpcException refusal => new CallOutcome(refusal.Status, refusal.Trailers),
            OperationCanceledException => CallOutcome.Of(StatusCode.Cancelled, "The call was cancelled.", failure),
            HttpRequestException or IOException => CallOutcome.Of(
                StatusCode.Unavailable, $"The server cannot be reached: {Innermost(failure)}", failure),
            _ => CallOutcome.Of(StatusCode.Internal, $"The call failed: {failure.Message}", failure),
        };
    }

    /// <summary>The outcome for a response that is none of gRPC; null for one that is.</summary>
    public static CallOutcome? Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return CallOutcome.Of(
                OfHttp(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}.");
        }

        var type = response.Content.Headers.ContentType?.ToString();
        return Wire.IsGrpc(type)
            ? null
            : CallOutcome.Of(StatusCode.Unknown, $"The server answered '{type}' instead of {Wire.ContentType}.");
    }

    /// <summary>The status and the metadata in trailers, or in the headers that stand for them.</summary>
    public static CallOutcome Of(HttpHeaders trailers)
    {
        if (!trailers.NonValidated.TryGetValues(Wire.StatusHeader, out var values))
        {
            return CallOutcome.Of(StatusCode.Unknown, $"The response has no {Wire.StatusHeader}.");
        }

        var code = int.TryParse(values.ToString(), out var number) && Enum.IsDefined((StatusCode)number)
            ? (StatusCode)number
            : StatusCode.Unknown;
        var detail = trailers.NonValidated.TryGetValues(Wire.MessageHeader, out var texts)
            ? PercentCoding.Decode(texts.ToString())
            : "";
        return new CallOutcome(new Status(code, detail), ReadMetadata(trailers));
    }

    public static Metadata ReadMetadata(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                MetadataCoding.Decode(metadata, name, value);
            }
        }

        return metadata;
    }

    private static string Innermost(Exception failure) => failure.GetBaseException().Message;

    private static StatusCode OfHttp(HttpStatusCode code) => (int)code switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    private static StatusCode OfHttp2(int code) => code switch
    {
        // NO_ERROR is how a server that goes away says goodbye, REFUSED_STREAM how it says not now.
        0x0 or 0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xB => StatusCode.ResourceExhausted,
        0xC => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
