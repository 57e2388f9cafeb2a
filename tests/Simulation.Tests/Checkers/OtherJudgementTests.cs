using Simulation.Checkers.Convergence;
using Simulation.Checkers.Durability;
using Simulation.Checkers.Staleness;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Checkers;

public sealed class OtherJudgementTests
{
    private static readonly History ThreeWrites = HistoryLanguage.Parse(
        """
        c1 write x=1 ok 0..1
        c2 write x=2 ok 2..3
        c3 write x=3 ok 2..4
        """
    );

    [Fact]
    public void A_write_replaced_on_the_way_to_an_acknowledgement_is_kept()
    {
        GroundTruth truth = new();
        truth.Apply(At(1), 0, "x", 0, Applied.Nothing, isAcceptance: true);
        truth.Apply(At(3), 0, "x", 1, 0, isAcceptance: true);
        truth.Apply(At(4), 0, "x", 2, 1, isAcceptance: true);

        LostWritesResult result = LostWrites.Find(ThreeWrites, truth);

        Assert.Equal((3, 0), (result.Acknowledged, result.Count));
    }

    [Fact]
    public void A_write_that_conflict_resolution_threw_away_is_lost()
    {
        GroundTruth truth = new();
        truth.Apply(At(1), 0, "x", 0, Applied.Nothing, isAcceptance: true);
        truth.Apply(At(1), 1, "x", 0, Applied.Nothing, isAcceptance: false);
        truth.Apply(At(3), 0, "x", 1, 0, isAcceptance: true);
        truth.Apply(At(4), 1, "x", 2, 0, isAcceptance: true);
        truth.Apply(At(5), 0, "x", 2, 1, isAcceptance: false);

        LostWritesResult result = LostWrites.Find(ThreeWrites, truth);

        Assert.Equal([1], result.Lost.Select(operation => operation.Index));
    }

    [Fact]
    public void What_only_a_dead_replica_shows_is_lost()
    {
        GroundTruth truth = new();
        truth.Apply(At(1), 0, "x", 0, Applied.Nothing, isAcceptance: true);
        truth.Apply(At(1), 1, "x", 0, Applied.Nothing, isAcceptance: false);
        truth.Apply(At(3), 0, "x", 1, 0, isAcceptance: true);
        truth.Apply(At(4), 0, "x", 2, 1, isAcceptance: true);

        LostWritesResult result = LostWrites.Find(ThreeWrites, truth, replicas: [1]);

        Assert.Equal([1, 2], result.Lost.Select(operation => operation.Index));
    }

    [Fact]
    public void A_stale_read_is_as_old_as_the_first_acknowledged_overwrite()
    {
        History history = HistoryLanguage.Parse(
            """
            c1 write x=1 ok 0..1
            c2 write x=2 ok 2..5
            c3 write x=3 ok 3..4
            c4 read x=1 ok 10..11
            c5 read x=2 ok 10..11
            c6 read x=nil ok 20..21
            c7 read x=9 ok 20..21
            """
        );

        StaleReadsResult result = StaleReads.Find(history);

        Assert.Equal((4, 1), (result.Reads, result.Unknown));
        Assert.Equal(
            [(4, 3, 6.Milliseconds), (6, 1, 19.Milliseconds)],
            result.Stale.Select(stale => (stale.Read.Process, stale.Overwrite.Process, stale.Age))
        );
    }

    [Fact]
    public void Convergence_takes_until_the_last_key_first_agrees()
    {
        GroundTruth truth = new();
        truth.Apply(At(1), 0, "x", 0, Applied.Nothing, isAcceptance: true);
        truth.Apply(At(2), 0, "y", 1, Applied.Nothing, isAcceptance: true);
        truth.Apply(At(13), 1, "x", 0, Applied.Nothing, isAcceptance: false);
        truth.Apply(At(14), 0, "x", 2, 0, isAcceptance: true);
        truth.Apply(At(17), 1, "y", 1, Applied.Nothing, isAcceptance: false);

        ConvergenceResult healed = ConvergenceTime.Measure(truth, At(10), [0, 1]);
        ConvergenceResult never = ConvergenceTime.Measure(truth, At(20), [0, 1]);

        Assert.Equal(["x", "y"], healed.Divergent);
        Assert.Equal(7.Milliseconds, healed.Longest);
        Assert.Null(never.Longest);
        Assert.Equal(["x"], never.Unresolved);
    }

    private static SimTime At(int milliseconds) => SimTime.Zero + milliseconds.Milliseconds;
}
