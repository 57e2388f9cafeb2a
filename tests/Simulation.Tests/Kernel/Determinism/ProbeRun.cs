using System.Diagnostics;

namespace Simulation.Tests.Kernel.Determinism;

/// <summary>What a probe printed in a process of its own, on the very runtime that <c>simlab</c> runs on.</summary>
internal sealed record ProbeRun(string Output)
{
    public string Fingerprint =>
        Lines.Single(line => line.StartsWith("fingerprint ", StringComparison.Ordinal));

    public IEnumerable<string> Offences =>
        Lines.Where(line => line.StartsWith("offence ", StringComparison.Ordinal)).Select(line => line[8..]);

    public IEnumerable<string> Problems =>
        Lines.Where(line => line.StartsWith("problem ", StringComparison.Ordinal));

    private IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<ProbeRun> Of(string probe, int seed = 1)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "Simulation.Probes.dll");
        string runtime = Path.Combine(AppContext.BaseDirectory, "simlab.runtimeconfig.json");
        var start = new ProcessStartInfo(
            "dotnet",
            ["exec", "--runtimeconfig", runtime, assembly, probe, $"{seed}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return new ProbeRun(output);
    }
}
