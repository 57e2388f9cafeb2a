using System.Collections.Concurrent;
using System.Diagnostics;

namespace Simulation.Campaigns.Tests;

/// <summary>A <c>simlab</c> in a process of its own, as a user would start it.</summary>
internal sealed class LabProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly Task<string> _said;
    private readonly ConcurrentQueue<string?> _told = new();

    private LabProcess(Process process)
    {
        _process = process;
        _said = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) => _told.Enqueue(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a command.</summary>
    public static LabProcess Start(params string[] words)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "simlab"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        return new LabProcess(Process.Start(start)!);
    }

    /// <summary>Starts a sweep that stores what it does in a folder.</summary>
    public static LabProcess Sweep(string scenario, string seeds, string folder, params string[] more) =>
        Start(["sweep", scenario, "--seeds", seeds, "--out", folder, .. more]);

    /// <summary>The processes that run its trials.</summary>
    public IReadOnlyList<Process> Slots() =>
        [
            .. Process
                .GetProcessesByName("simlab")
                .Where(process => process.Id != _process.Id && ParentOf(process) == _process.Id),
        ];

    /// <summary>What it told people, and is no result; complete once it has finished.</summary>
    public string Told => string.Join('\n', _told);

    /// <summary>Kills it and all that it started, as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Freezes it, and not what it started: it looks dead to others, and does not know it.</summary>
    public void Stop() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Continue() => Signal("CONT");

    /// <summary>Waits for its end.</summary>
    /// <returns>What it printed, and its exit code.</returns>
    public (string Said, int Exit) Finish()
    {
        Assert.True(_said.Wait(Patience), "it did not end");
        _process.WaitForExit();
        return (_said.Result, _process.ExitCode);
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

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
