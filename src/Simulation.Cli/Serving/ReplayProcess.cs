using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Simulation.Server.Stepping;

namespace Simulation.Cli.Serving;

/// <summary>
/// Makes a run again in a process of its own, as <c>simlab replay</c> does: a deterministic run needs a process
/// to itself, and one that hangs costs nobody else.
/// </summary>
/// <param name="complain">
/// Told what the process said when it failed. That may quote files which the scenario names, so that browsers
/// do not get to see it.
/// </param>
internal sealed class ReplayProcess(Action<string> complain) : INodeStates
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NodeState>> AtAsync(
        string folder,
        long nanoseconds,
        CancellationToken cancel
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using Process process = Begin(folder, nanoseconds);
        try
        {
            Task<string> complaint = process.StandardError.ReadToEndAsync(limit.Token);
            string answer = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            if (process.ExitCode == 0)
            {
                return Read(answer);
            }

            complain((await complaint.ConfigureAwait(false)).Trim());
            throw new IOException("this run cannot be made again; the terminal of 'simlab serve' says why");
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"the run was not made again within {Patience.TotalSeconds:0} s", late);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Begin(string folder, long nanoseconds)
    {
        string until = nanoseconds.ToString(CultureInfo.InvariantCulture) + "ns";
        ProcessStartInfo start = OwnProgram.Start(
            "replay",
            [Path.GetFullPath(folder), "--until", until, "-o", "json"]
        );
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private static List<NodeState> Read(string answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return
            [
                .. document
                    .RootElement.GetProperty("nodes")
                    .EnumerateArray()
                    .Select(node => new NodeState(
                        node.GetProperty("name").GetString()!,
                        node.GetProperty("state").GetString()!
                    )),
            ];
        }
        catch (JsonException wrong)
        {
            throw new IOException("the run that was made again said what is no answer", wrong);
        }
    }
}
