using System.ComponentModel;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Put on an assembly by generated code: names the class that lists its grains and interfaces.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainManifestAttribute(Type manifest) : Attribute
{
    /// <summary>An <see cref="IGrainManifest"/> with a public constructor without parameters.</summary>
    public Type Manifest { get; } = manifest;
}

/// <summary>Lists the grains and interfaces of one assembly; implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGrainManifest
{
    /// <summary>Adds all of them.</summary>
    void Describe(GrainManifestBuilder builder);
}

/// <summary>Collects what manifests list.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainManifestBuilder
{
    internal Dictionary<Type, Delegate> References { get; } = [];

    internal HashSet<Type> Classes { get; } = [];

    /// <summary>Adds an interface and how to make a reference to it.</summary>
    public void AddInterface<TInterface>(Func<GrainAddress, TInterface> reference)
        where TInterface : IAddressable => References[typeof(TInterface)] = reference;

    /// <summary>Adds a grain class.</summary>
    public void AddClass(Type type) => Classes.Add(type);

    /// <summary>Reads the manifests of every loaded assembly and of those that they refer to.</summary>
    internal static GrainManifestBuilder FromLoadedAssemblies()
    {
        var builder = new GrainManifestBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(one => !one.IsDynamic));
        while (open.TryPop(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || IsFramework(assembly.GetName()))
            {
                continue;
            }

            builder.Read(assembly);
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => !IsFramework(name)))
            {
                if (TryLoad(name) is { } referenced)
                {
                    open.Push(referenced);
                }
            }
        }

        return builder;
    }

    private static bool IsFramework(AssemblyName name) =>
        name.Name is null or "mscorlib" or "netstandard" or "FSharp.Core"
        || name.Name.StartsWith("System.", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception no) when (no is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null; // a reference that is not deployed cannot hold grains that run
        }
    }

    private void Read(Assembly assembly)
    {
        if (assembly.GetCustomAttribute<GrainManifestAttribute>() is { } attribute)
        {
            ((IGrainManifest)Activator.CreateInstance(attribute.Manifest)!).Describe(this);
        }
    }
}
