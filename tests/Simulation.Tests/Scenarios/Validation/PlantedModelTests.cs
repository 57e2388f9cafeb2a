using Simulation.Kernel.Randomness;
using Simulation.Scenarios.Validation;

namespace Simulation.Tests.Scenarios.Validation;

/// <summary>A row that no model can fail shows nothing: each is given a model that is wrong.</summary>
public sealed class PlantedModelTests
{
    [Fact]
    public void A_station_that_always_takes_as_long_does_not_pass_for_exponential()
    {
        var trial = new StationTrial
        {
            Seed = 1,
            Load = 0.8,
            Jobs = 100_000,
            ServiceTime = Distribution.Constant(StationTrial.ServiceMean.Nanoseconds),
        };

        Assert.False(QueueTheory.Stay(trial, Effort.Quick).IsMet);
        Assert.False(QueueTheory.LongestStay(trial, Effort.Quick).IsMet);
    }

    [Fact]
    public void One_worker_too_many_shows_in_waits_and_losses()
    {
        var trial = new StationTrial
        {
            Seed = 1,
            Workers = 5,
            Load = 0.8,
            Jobs = 100_000,
        };

        Assert.False(QueueTheory.Wait(trial, 0.745541, Effort.Quick).IsMet);
        Assert.False(QueueTheory.Loss(trial with { QueueLimit = 0 }, 0.1216611, Effort.Quick).IsMet);
    }

    [Fact]
    public void Jobs_that_leave_unserved_break_the_law_for_those_that_stay()
    {
        const string Shedding = """
            scenario: v1
            name: shedding
            duration: 20s
            topology:
              regions: {lab: {nodes: [n1]}}
            components:
              server: {kind: service, service-time: 10ms, queue: {limit: 3, when-full: shed}}
            workload:
              - {name: users, target: server, rate: 200/s, mix: {read: 100%}}
            """;

        KnownAnswer answer = Assert.Single(LittlesLaw.Ask(Shedding));

        Assert.False(answer.IsMet);
    }

    [Fact]
    public void One_choice_does_not_pass_for_two() =>
        Assert.False(TwoChoices.Answer(new(1, 4, 5_000), 2.61406, Tolerance.Share(0.02)).IsMet);

    [Fact]
    public void Calls_of_another_length_do_not_pass_for_exponential_ones() =>
        Assert.Contains(HedgedCalls.Ask("uniform(5ms, 15ms)", Effort.Quick), answer => !answer.IsMet);

    [Fact]
    public void Asking_one_leaf_does_not_pass_for_asking_all() =>
        Assert.False(FanOutTail.Answer("parallel", Effort.Quick).IsMet);

    [Fact]
    public void A_load_that_waits_does_not_pass_for_one_that_does_not()
    {
        KnownAnswer[] answers = [.. CoordinatedOmission.Ask("think: 9ms", "think: 9ms")];

        Assert.Equal([true, true, false, false], answers.Select(answer => answer.IsMet));
    }

    [Fact]
    public void A_quorum_of_all_does_not_pass_for_a_majority() =>
        Assert.False(QuorumUptime.Answer(3, 3, 90, 0.972, 5_000).IsMet);

    [Fact]
    public void A_store_that_waits_for_a_majority_does_not_pass_for_one_that_loses_writes()
    {
        KnownAnswer[] answers = [.. FailoverLosses.Ask("mode: sync", Effort.Quick)];

        Assert.Equal([true, false, true, true], answers.Select(answer => answer.IsMet));
    }

    [Fact]
    public void A_participant_that_aborts_on_its_own_is_not_blocked()
    {
        KnownAnswer[] answers = [.. BlockedParticipants.Ask("unilateral-abort")];

        Assert.Contains(answers, answer => !answer.IsMet);
    }

    [Fact]
    public void Writes_that_go_on_to_all_copies_do_not_pass_for_quorums_that_do_not_grow() =>
        Assert.Contains(
            StalenessInVersions.Answers(1, 1, 1.0 / 3, isNarrow: false, Effort.Quick),
            answer => !answer.IsMet
        );

    [Fact]
    public void Solid_state_disks_do_not_pass_for_spinning_ones()
    {
        var wrong = new PartialQuorum("DISK", StalenessInTime.SolidState, 1, 1, 0.66, 10.99)
        {
            Fresh = [(0, 0.439)],
            FreshFrom = 45.5,
        };

        bool[] met = [.. wrong.Ask(Effort.Quick).Select(answer => answer.IsMet)];

        Assert.Equal([false, false, true, false], met);
    }
}
