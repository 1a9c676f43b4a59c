using CostIntel.Connectors.Generation.Cloud;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Server.Execution;

/// <summary>How an executor is reached.</summary>
public enum ExecutorKind
{
    /// <summary>It was not said.</summary>
    None = 0,

    /// <summary>By a signed request over HTTP.</summary>
    Webhook,

    /// <summary>As a program of this machine.</summary>
    Command,

    /// <summary>Nothing real is changed.</summary>
    Simulated,
}

/// <summary>One that carries changes out.</summary>
public sealed class ExecutorOptions
{
    private const int NameMax = 64;

    /// <summary>How execution policies name it: lower-case letters, digits and hyphens.</summary>
    public string Name { get; set; } = "";

    /// <summary>How it is reached.</summary>
    public ExecutorKind Kind { get; set; }

    /// <summary>Tenants that may use it; empty for all.</summary>
    public string[] Tenants { get; set; } = [];

    /// <summary>How long it may take to answer. Default 30 seconds; 100 milliseconds to 10 minutes.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a webhook: where it listens.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// Of a webhook: a file with the secret to sign with, <c>whsec_</c> and base64. A second line holds the one before, which
    /// is used as well until the receiver knows the new one. It is read for each request.
    /// </summary>
    public string SecretFile { get; set; } = "";

    /// <summary>Of a command: the absolute path of the program.</summary>
    public string Program { get; set; } = "";

    /// <summary>Of a command: its arguments, always the same.</summary>
    public string[] Arguments { get; set; } = [];

    /// <summary>Of a command: its environment beside a plain PATH and LANG; nothing of the engine's is passed on.</summary>
    public Dictionary<string, string> Variables { get; set; } = [];

    /// <summary>Of a simulated one: what goes wrong, by FOCUS ResourceId.</summary>
    public Dictionary<string, CloudFault> SimulatedFaults { get; set; } = [];

    /// <summary>Of a simulated one: so many of a thousand other resources have a fault.</summary>
    public int FaultsPerThousand { get; set; }

    /// <summary>Of a simulated one: decides which they are.</summary>
    public long Seed { get; set; }

    /// <summary>Of a simulated one: a file that notes what it has done; empty keeps that in memory.</summary>
    public string StateFile { get; set; } = "";

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    /// <param name="place">Where they are.</param>
    public IEnumerable<string> Faults(string place)
    {
        if (Name.Length is 0 or > NameMax || !Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            yield return $"{place}:Name is '{Name}'; it must be 1 to {NameMax} lower-case letters, digits and hyphens.";
        }
        else if (Name == ExecutionPolicy.ByHand)
        {
            yield return $"{place}:Name is '{Name}', which stands for people.";
        }

        if (TimeLimit < TimeSpan.FromMilliseconds(100) || TimeLimit > TimeSpan.FromMinutes(10))
        {
            yield return $"{place}:TimeLimit is {TimeLimit}; it must be 100 milliseconds to 10 minutes.";
        }

        var faults = Kind switch
        {
            ExecutorKind.Webhook => WebhookFaults(place),
            ExecutorKind.Command => CommandFaults(place),
            ExecutorKind.Simulated => SimulatedFaultsOf(place),
            _ => [$"{place}:Kind is missing; it is webhook, command or simulated."],
        };
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }

    /// <summary>The keys in the file of a webhook, the present one first.</summary>
    /// <exception cref="FormatException">It does not hold one or two secrets.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<byte[]> ReadSecrets()
    {
        var keys = new List<byte[]>();
        foreach (var line in File.ReadLines(SecretFile).Where(line => line.Trim().Length > 0))
        {
            keys.Add(StandardWebhooks.TryParse(line.Trim(), out var key) ? key : throw new FormatException("A line is no secret."));
        }

        return keys.Count is 1 or 2 ? keys : throw new FormatException("There are not one or two secrets.");
    }

    private IEnumerable<string> WebhookFaults(string place)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            yield return $"{place}:Url is '{Url}'; expected an http or https address without a user in it.";
        }

        if (!File.Exists(SecretFile))
        {
            yield return $"{place}:SecretFile names '{SecretFile}', which is not there.";
        }
        else if (!HasSecrets())
        {
            yield return $"{place}:SecretFile names '{SecretFile}', which does not hold one or two secrets: whsec_ and the base64 "
                + $"of {StandardWebhooks.KeyBytesMin} to {StandardWebhooks.KeyBytesMax} bytes.";
        }
    }

    private bool HasSecrets()
    {
        try
        {
            return ReadSecrets().Count > 0;
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private IEnumerable<string> CommandFaults(string place)
    {
        if (!Path.IsPathFullyQualified(Program) || !File.Exists(Program))
        {
            yield return $"{place}:Program is '{Program}'; name the absolute path of a program that is there.";
        }
        else if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(Program).HasFlag(UnixFileMode.OtherWrite))
        {
            yield return $"{place}:Program is '{Program}', which everybody may replace; take the right to write from others.";
        }
    }

    private IEnumerable<string> SimulatedFaultsOf(string place)
    {
        if (FaultsPerThousand is < 0 or > 1_000)
        {
            yield return $"{place}:FaultsPerThousand is {FaultsPerThousand}; it must be 0 to 1000.";
        }
    }
}
