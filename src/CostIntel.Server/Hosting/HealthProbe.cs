namespace CostIntel.Server.Hosting;

/// <summary>
/// <c>--healthcheck URL</c>: asks another process of the engine whether it serves, since small container images have no
/// program that could.
/// </summary>
internal static class HealthProbe
{
    public const string Switch = "--healthcheck";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Exit code 0 when it serves, 1 when not.</summary>
    public static async Task<int> RunAsync(string url)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or UriFormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"{url}: {fault.Message}");
            return 1;
        }
    }
}
