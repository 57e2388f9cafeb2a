using Simulation.Checkers.Convergence;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Checkers;

public sealed class DivergentKeysTests
{
    [Fact]
    public void A_key_whose_last_write_is_not_in_the_copy_is_apart()
    {
        var recorder = new HistoryRecorder("people");
        string[] keys = ["same", "missing", "older", "ahead", "unwritten"];
        foreach (string key in keys)
        {
            recorder.Invoke(0, Functions.Write, key, Value.Of(1), SimTime.Zero);
        }

        var origin = new GroundTruth();
        var copy = new GroundTruth();
        Show(origin, 0, "same", 1, 2);
        Show(copy, 9, "same", 1, 2);
        Show(origin, 0, "missing", 3);
        Show(origin, 0, "older", 4, 5);
        Show(copy, 9, "older", 4);
        Show(origin, 0, "ahead", 6);
        Show(copy, 9, "ahead", 6, 7);
        Show(copy, 8, "missing", 3);

        Assert.Equal(
            ["ahead", "missing", "older"],
            DivergentKeys.Find(recorder.ToHistory(), origin, copy, [9])
        );
    }

    [Fact]
    public void A_replica_of_the_database_that_lags_behind_says_nothing_of_what_was_committed()
    {
        var recorder = new HistoryRecorder("people");
        recorder.Invoke(0, Functions.Write, "k", Value.Of(1), SimTime.Zero);
        var origin = new GroundTruth();
        var copy = new GroundTruth();
        Show(origin, 0, "k", 1, 2);
        Show(origin, 1, "k", 1);
        Show(copy, 9, "k", 1, 2);

        Assert.Empty(DivergentKeys.Find(recorder.ToHistory(), origin, copy, [9]));
    }

    private static void Show(GroundTruth truth, int replica, string key, params int[] writes)
    {
        int replaced = Applied.Nothing;
        foreach (int write in writes)
        {
            truth.Apply(SimTime.Zero, replica, key, write, replaced, isAcceptance: true);
            replaced = write;
        }
    }
}
