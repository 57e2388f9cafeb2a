using System.Reflection;

namespace Simulation.Components.Services.Policies;

/// <summary>Finds the class of a policy that is written in C#.</summary>
internal static class CompiledPolicy
{
    /// <summary>What keeps a class from being used, and under which key it is written; null for
    /// nothing.</summary>
    /// <param name="type">The class's full name.</param>
    /// <param name="assembly">The file that it is compiled into, from the current folder.</param>
    public static (string Key, string Message)? Problem(string type, string assembly)
    {
        Assembly loaded;
        try
        {
            loaded = Load(assembly);
        }
        catch (FileNotFoundException)
        {
            string folder = Directory.GetCurrentDirectory();
            return ("assembly", $"there is no file '{assembly}' (from {folder}, where simlab was started)");
        }
        catch (Exception broken) when (broken is BadImageFormatException or FileLoadException or IOException)
        {
            return ("assembly", $"'{assembly}' is not a .NET assembly that can be loaded");
        }

        return loaded.GetType(type) is not { } found
                ? ("type", $"there is no class '{type}' in '{assembly}'{Others(loaded)}")
            : !typeof(ICallPolicy).IsAssignableFrom(found) || found.IsAbstract
                ? ("type", $"'{type}' is not a class that implements {nameof(ICallPolicy)}{Others(loaded)}")
            : found.GetConstructor([]) is null
                ? ("type", $"'{type}' has no public constructor without parameters")
            : null;
    }

    /// <summary>Makes a policy of a class that has no problem.</summary>
    public static ICallPolicy Create(string type, string assembly) =>
        (ICallPolicy)Activator.CreateInstance(Load(assembly).GetType(type)!)!;

    private static Assembly Load(string assembly) => Assembly.LoadFrom(Path.GetFullPath(assembly));

    private static string Others(Assembly loaded)
    {
        string[] names =
        [
            .. loaded
                .GetExportedTypes()
                .Where(type => typeof(ICallPolicy).IsAssignableFrom(type) && !type.IsAbstract)
                .Select(type => type.FullName!)
                .Order(StringComparer.Ordinal),
        ];
        return names.Length == 0 ? "" : ": it has " + string.Join(", ", names);
    }
}
