using CostIntel.Domain.Access;

namespace CostIntel.Server.Access;

/// <summary>The settings under <c>CostIntel:Access:</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>
    /// A file that holds the text of a key, such as a mounted secret: an engine without any keys makes it the first
    /// admin's. Without it such an engine makes one up and prints it once.
    /// </summary>
    public string? BootstrapKeyFile { get; set; }

    /// <summary>What is wrong with the settings, one sentence each; never with a key in it.</summary>
    public IEnumerable<string> Faults()
    {
        if (BootstrapKeyFile is null)
        {
            yield break;
        }

        if (!File.Exists(BootstrapKeyFile))
        {
            yield return $"CostIntel:Access:BootstrapKeyFile names '{BootstrapKeyFile}', which is not there.";
        }
        else if (ReadBootstrapKey() is null)
        {
            yield return $"CostIntel:Access:BootstrapKeyFile names '{BootstrapKeyFile}', which does not hold a key; "
                + "'costintel keys generate' makes one.";
        }
    }

    /// <summary>The key in the file; null for none.</summary>
    public ApiKeyText? ReadBootstrapKey() =>
        BootstrapKeyFile is not null && ApiKeyText.TryParse(File.ReadAllText(BootstrapKeyFile).Trim(), out var key) ? key : null;
}
