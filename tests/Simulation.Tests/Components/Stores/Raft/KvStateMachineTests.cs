using CsCheck;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Raft;

public sealed class KvStateMachineTests
{
    [Fact]
    public void A_command_that_is_in_the_log_twice_takes_effect_once_and_gets_the_same_answer()
    {
        var machine = new KvStateMachine();
        KvRequest increase = Cas(client: 1, sequence: 1, "x", expected: Value.Nil, argument: 5);

        ApplyResult first = machine.Apply(increase);
        machine.Apply(Write(client: 2, sequence: 1, "x", 7));
        ApplyResult again = machine.Apply(increase);

        Assert.Equal(new ApplyResult(KvStatus.Done, Applied.Nothing), first);
        Assert.Equal(new ApplyResult(KvStatus.Done, null), again);
        Assert.Equal(Value.Of(7), machine.Read("x"));
    }

    [Fact]
    public void A_command_behind_a_later_one_of_its_client_changes_nothing_and_is_not_answered()
    {
        var machine = new KvStateMachine();
        machine.Apply(Write(client: 1, sequence: 2, "x", 2));

        ApplyResult late = machine.Apply(Write(client: 1, sequence: 1, "x", 1));

        Assert.Equal(new ApplyResult(null, null), late);
        Assert.Equal(Value.Of(2), machine.Read("x"));
    }

    [Fact]
    public void A_cas_that_finds_another_value_changes_nothing()
    {
        var machine = new KvStateMachine();
        machine.Apply(Write(client: 1, sequence: 1, "x", 1));

        ApplyResult result = machine.Apply(
            Cas(client: 1, sequence: 2, "x", expected: Value.Of(9), argument: 2)
        );

        Assert.Equal(new ApplyResult(KvStatus.Mismatch, null), result);
        Assert.Equal(Value.Of(1), machine.Read("x"));
    }

    [Fact]
    public void A_change_names_the_write_that_it_replaced()
    {
        var machine = new KvStateMachine();
        KvRequest first = Write(client: 1, sequence: 1, "x", 1);
        machine.Apply(first);

        ApplyResult second = machine.Apply(Write(client: 2, sequence: 1, "x", 2));

        Assert.Equal(first.Operation, second.Replaced);
    }

    [Fact]
    public void A_snapshot_restores_values_and_sessions_wherever_it_is_taken()
    {
        Gen<KvRequest> command = Gen.Select(
            Gen.Int[1, 3],
            Gen.Long[1, 6],
            Gen.Int[0, 2],
            Gen.Int[0, 99],
            (client, sequence, key, value) => Write(client, sequence, "k" + key, value)
        );

        Gen.Select(command.List[0, 40], Gen.Int[0, 40])
            .Sample(
                (commands, cut) =>
                {
                    var whole = new KvStateMachine();
                    var restored = new KvStateMachine();
                    var before = new KvStateMachine();
                    int split = Math.Min(cut, commands.Count);

                    commands.ForEach(next => whole.Apply(next));
                    commands.Take(split).ToList().ForEach(next => before.Apply(next));
                    restored.Restore(before.TakeSnapshot(new LogPosition(split, 1)));
                    commands.Skip(split).ToList().ForEach(next => restored.Apply(next));

                    Assert.Equal(whole.Registers, restored.Registers);
                    Assert.All(commands, next => Assert.Equal(whole.AnswerOf(next), restored.AnswerOf(next)));
                }
            );
    }

    private static KvRequest Write(int client, long sequence, string key, long value) =>
        new(
            client * 1_000 + (int)sequence,
            client,
            sequence,
            KvFunction.Write,
            key,
            Value.Of(value),
            Value.Nil
        );

    private static KvRequest Cas(int client, long sequence, string key, Value expected, long argument) =>
        new(
            client * 1_000 + (int)sequence,
            client,
            sequence,
            KvFunction.Cas,
            key,
            Value.Of(argument),
            expected
        );
}
