using System.Data.Common;
#if CLUSTER
using MySqlConnector;
#endif

namespace CostIntel.TestKit;

/// <summary>Drivers that only one of the builds has.</summary>
public static class TestDrivers
{
    /// <summary>The driver for MySQL; null in the build that has none.</summary>
    public static DbProviderFactory? MySql =>
#if CLUSTER
        MySqlConnectorFactory.Instance;
#else
        null;
#endif
}
