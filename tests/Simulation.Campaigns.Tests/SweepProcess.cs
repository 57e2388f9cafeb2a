using System.Diagnostics;

namespace Simulation.Campaigns.Tests;

/// <summary>A <c>simlab sweep</c> in a process of its own, as a user would start it.</summary>
internal sealed class SweepProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;

    private SweepProcess(Process process) => _process = process;

    /// <summary>Starts a sweep that stores what it does in a folder.</summary>
    public static SweepProcess Start(string scenario, string seeds, string folder, params string[] more)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "simlab"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in (string[])["sweep", scenario, "--seeds", seeds, "--out", folder, .. more])
        {
            start.ArgumentList.Add(word);
        }

        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new SweepProcess(process);
    }

    /// <summary>The processes that run its trials.</summary>
    public IReadOnlyList<Process> Slots() =>
        [
            .. Process
                .GetProcessesByName("simlab")
                .Where(process => process.Id != _process.Id && ParentOf(process) == _process.Id),
        ];

    /// <summary>Kills it and all that it started, as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>What it printed, and its exit code.</returns>
    public (string Said, int Exit) Finish()
    {
        Task<string> said = _process.StandardOutput.ReadToEndAsync();
        Assert.True(said.Wait(Patience), "the sweep did not end");
        _process.WaitForExit();
        return (said.Result, _process.ExitCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static int ParentOf(Process process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process.Id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
