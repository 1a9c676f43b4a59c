using System.Reflection;
using System.Runtime.InteropServices;

namespace CostIntel.Storage.Sql;

/// <summary>Loads SQLite once: the system's library where there is one, since it is patched; else the bundled.</summary>
internal static class SqliteNative
{
    private const string BundledName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";

    private static readonly Lazy<bool> Loaded = new(Load);

    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        SQLitePCL.Batteries_V2.Init();
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == BundledName && NativeLibrary.TryLoad(SystemName, out var handle) ? handle : 0;
}
