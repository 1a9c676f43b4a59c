using Microsoft.AspNetCore.Http;

namespace Grpc.Web;

/// <summary>Marks a request as gRPC-Web: its status goes at the end of the body, over whatever HTTP there is.</summary>
internal sealed class WebCall
{
    /// <summary>Whether the request came as gRPC-Web.</summary>
    public static bool IsOn(HttpContext http) => http.Features.Get<WebCall>() is not null;
}
