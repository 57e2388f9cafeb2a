using Simulation.Campaigns;
using Simulation.Reports;

namespace Simulation.Cli.Sweeps;

/// <summary>
/// Keeps this process in a cluster: joins it, and joins again when it was put out or its coordinators have gone,
/// until nobody answers any more.
/// </summary>
internal sealed class Membership(Shell shell, IReadOnlyList<NodeAddress> join)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(2);

    private bool _wasIn;

    /// <summary>Stays until the user ends it, or nobody answers.</summary>
    /// <param name="open">
    /// Joins, for as long as it is given, or fails with an <see cref="IOException"/>; told whether it was in before.
    /// </param>
    /// <exception cref="CommandFailure">Nobody ever answered.</exception>
    public async Task<ExitCode> StayAsync(Func<TimeSpan, bool, Task<CampaignNode>> open)
    {
        while (!shell.IsInterrupted)
        {
            try
            {
                CampaignNode node = await open(Patience, _wasIn).ConfigureAwait(false);
                await using (node.ConfigureAwait(false))
                {
                    shell.Say(_wasIn ? "joined again" : $"joined {string.Join(" or ", join)}");
                    _wasIn = true;
                    await ServeAsync(node).ConfigureAwait(false);
                    await node.StopSlotsAsync().ConfigureAwait(false);
                }
            }
            catch (IOException silence) when (_wasIn)
            {
                shell.Say($"{silence.Message}: done here");
                return ExitCode.Held;
            }
            catch (IOException silence)
            {
                throw new CommandFailure(
                    ExitCode.NoSuchFile,
                    $"{silence.Message}; start one: simlab sweep FILE --listen HOST:PORT"
                );
            }
        }

        return ExitCode.Interrupted;
    }

    private async Task ServeAsync(CampaignNode node)
    {
        TimeSpan seen = shell.Elapsed;
        while (!shell.IsInterrupted && !node.IsOver && shell.Elapsed - seen < Alone)
        {
            await Task.Delay(Look).ConfigureAwait(false);
            seen = node.HasCoordinator ? shell.Elapsed : seen;
        }
    }
}
