using System.Diagnostics;
using System.Reflection;

namespace Simulation.Cli;

/// <summary>This program: which it is, and how to start it again as another process.</summary>
internal static class OwnProgram
{
    /// <summary>Its version, to the commit where that is known.</summary>
    public static string Version =>
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    /// <summary>How to start it with a command and its arguments.</summary>
    public static ProcessStartInfo Start(string command, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "simlab.dll"));
        }

        start.ArgumentList.Add(command);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
