namespace CostIntel.Grains.Notifications;

/// <summary>The server that takes mail.</summary>
public sealed record SmtpOptions
{
    private const int PortMax = 65_535;

    /// <summary>Its name or address; empty for none.</summary>
    public string Host { get; init; } = "";

    /// <summary>Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>Encrypts by STARTTLS. Default true; false is for a server on the same machine.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>With whose name it logs in; empty for not at all.</summary>
    public string User { get; init; } = "";

    /// <summary>A file that holds the password, such as a mounted secret.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>What is wrong with the settings; empty for nothing.</summary>
    public IEnumerable<string> Faults()
    {
        if (Host.Length == 0)
        {
            yield break;
        }

        if (Port is < 1 or > PortMax)
        {
            yield return $"CostIntel:Notifications:Smtp:Port is {Port}; it must be 1 to {PortMax}.";
        }

        if (!System.Net.Mail.MailAddress.TryCreate(From, out _))
        {
            yield return $"CostIntel:Notifications:Smtp:From is '{From}'; it must be the sender's address.";
        }

        if (User.Length > 0 && !File.Exists(PasswordFile))
        {
            yield return $"CostIntel:Notifications:Smtp:PasswordFile names '{PasswordFile}', which is not there.";
        }
    }
}
