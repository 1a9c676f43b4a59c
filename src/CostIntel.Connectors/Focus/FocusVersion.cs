namespace CostIntel.Connectors.Focus;

/// <summary>A version of the FOCUS Cost and Usage data set, oldest first.</summary>
public enum FocusVersion
{
    /// <summary>1.0-preview.</summary>
    Preview10 = 0,

    /// <summary>1.0.</summary>
    V10 = 1,

    /// <summary>1.1.</summary>
    V11 = 2,

    /// <summary>1.2.</summary>
    V12 = 3,

    /// <summary>1.3.</summary>
    V13 = 4,

    /// <summary>1.4.</summary>
    V14 = 5,
}

/// <summary>How versions are written.</summary>
public static class FocusVersions
{
    /// <summary>The version as the specification writes it, for example <c>1.0-preview</c> or <c>1.2</c>.</summary>
    public static string ToText(this FocusVersion version) =>
        version == FocusVersion.Preview10 ? "1.0-preview" : $"1.{(int)version - 1}";
}
