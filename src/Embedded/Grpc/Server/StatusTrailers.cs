using System.Globalization;
using Grpc.Core;
using Grpc.Framing;
using Grpc.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server;

/// <summary>Puts the status of a call where its caller looks for it.</summary>
internal static class StatusTrailers
{
    /// <summary>
    /// Writes status and trailers: into the headers only when nothing at all was written, because peers take a status
    /// in the headers of a response with a body for a broken one.
    /// </summary>
    public static void Write(HttpContext http, Status status, Metadata trailers, bool bodyWritten)
    {
        var target = bodyWritten || http.Response.HasStarted || WebCall.IsOn(http)
            ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : http.Response.Headers;
        // Encoding may refuse the handler's metadata; then nothing of it must stand beside another status.
        var lines = trailers.Where(MetadataCoding.IsSent)
            .Select(entry => (entry.Key, Value: MetadataCoding.Encode(entry))).ToList();
        target[Wire.StatusHeader] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (status.Detail.Length > 0)
        {
            target[Wire.MessageHeader] = PercentCoding.Encode(status.Detail);
        }

        foreach (var (key, value) in lines)
        {
            target[key] = StringValues.Concat(target[key], value);
        }
    }
}
