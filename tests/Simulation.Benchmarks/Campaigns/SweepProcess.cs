using System.Diagnostics;

namespace Simulation.Benchmarks.Campaigns;

/// <summary>A <c>simlab</c> that works for a campaign, as a user would start it.</summary>
internal sealed class SweepProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a command; what it says is thrown away.</summary>
    public SweepProcess(params string[] words)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "simlab"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(words, start.ArgumentList.Add);
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>How many processes of trials it has.</summary>
    public int Slots =>
        Process.GetProcessesByName("simlab").Count(process => ParentOf(process.Id) == _process.Id);

    /// <summary>Waits for its end, which must be that every trial held.</summary>
    public void Finish()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"simlab ended with {_process.ExitCode}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static int ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
