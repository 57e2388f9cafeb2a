using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Recovery;

namespace Simulation.Tests.Scenarios.Recovery;

public sealed class RecoveryTimeTests
{
    private static readonly SimTime Struck = At(10);

    [Fact]
    public void Clients_are_served_again_from_the_first_answer_that_begins_a_calm()
    {
        History history = Asking(60, second => second is < 10 or >= 25);

        SimTime? restored = RecoveryTime.Restored(history.Operations, Struck, At(60));

        Assert.Equal(At(25) + 1.Milliseconds, restored);
    }

    [Fact]
    public void An_answer_in_the_midst_of_failures_is_no_recovery()
    {
        History history = Asking(60, second => second is < 10 or 15 or 16 or >= 25);

        SimTime? restored = RecoveryTime.Restored(history.Operations, Struck, At(60));

        Assert.Equal(At(25) + 1.Milliseconds, restored);
    }

    [Fact]
    public void Who_was_always_served_recovered_at_once()
    {
        History history = Asking(60, _ => true);

        SimTime? restored = RecoveryTime.Restored(history.Operations, Struck, At(60));

        Assert.Equal(Struck, restored);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(57)]
    public void Who_is_not_seen_to_be_served_for_a_while_has_never_recovered(int servedFrom)
    {
        History history = Asking(60, second => second < 10 || second >= servedFrom);

        SimTime? restored = RecoveryTime.Restored(history.Operations, Struck, At(60));

        Assert.Null(restored);
    }

    [Fact]
    public void Phases_end_with_what_components_tell_and_add_up_to_the_whole()
    {
        Happening[] happenings =
        [
            new(At(5), "failover", "n9", ""),
            new(At(12), "primary-suspected", "n2", ""),
            new(At(13), "primary-elected", "n2", ""),
            new(At(20), "failover", "n2", ""),
        ];

        IReadOnlyList<RecoveryPhase> phases = RecoveryPhases.Of(happenings, Struck, At(25));

        Assert.Equal(["detect 2s", "decide 1s", "move 7s", "warm_up 5s"], phases.Select(Words));
    }

    [Fact]
    public void A_phase_of_which_nobody_told_took_no_time()
    {
        Happening[] happenings = [new(At(12), "leader-elected", "n2", "")];

        IReadOnlyList<RecoveryPhase> phases = RecoveryPhases.Of(happenings, Struck, At(25));

        Assert.Equal(["detect 0s", "decide 2s", "move 0s", "warm_up 13s"], phases.Select(Words));
    }

    [Fact]
    public void Data_is_thrown_back_to_the_first_lost_write()
    {
        History history = Asking(20, _ => true);

        SimDuration none = RecoveryPoint.Of([], Struck);
        SimDuration before = RecoveryPoint.Of([history.Operations[7], history.Operations[8]], Struck);
        SimDuration onBothSides = RecoveryPoint.Of([history.Operations[8], history.Operations[15]], Struck);

        Assert.Equal(SimDuration.Zero, none);
        Assert.Equal(3.Seconds, before);
        Assert.Equal(7.Seconds + 1.Milliseconds, onBothSides);
    }

    private static string Words(RecoveryPhase phase) => $"{phase.Name} {phase.Length}";

    private static SimTime At(int second) => SimTime.Zero + second.Seconds;

    /// <summary>A write each second, which takes a millisecond where it is answered.</summary>
    private static History Asking(int seconds, Func<int, bool> isAnswered)
    {
        var recorder = new HistoryRecorder("test");
        for (int second = 0; second < seconds; second++)
        {
            int operation = recorder.Invoke(0, Functions.Write, "k", Value.Of(second), At(second));
            Outcome outcome = isAnswered(second) ? Outcome.Succeeded : Outcome.Refused;
            recorder.Complete(operation, outcome, Value.Nil, At(second) + 1.Milliseconds);
        }

        return recorder.ToHistory();
    }
}
