using System.Diagnostics;

namespace Simulation.Cli;

/// <summary>Starts this program again, as another process.</summary>
internal static class OwnProgram
{
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
