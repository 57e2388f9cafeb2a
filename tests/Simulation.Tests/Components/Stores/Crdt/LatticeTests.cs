using CsCheck;
using Simulation.Components.Stores.Crdt;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Crdt;

/// <summary>The laws of a join, and what each type makes of concurrent updates.</summary>
public sealed class LatticeTests
{
    private const int Actors = 3;

    private static readonly Gen<(int Actor, int Kind, int Amount)[]> Updates = Gen.Select(
        Gen.Int[0, Actors - 1],
        Gen.Int[0, 3],
        Gen.Int[-3, 3]
    ).Array[0, 20];

    public static TheoryData<CrdtType> Types => [.. Enum.GetValues<CrdtType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_join_is_commutative_associative_and_idempotent(CrdtType type) =>
        Updates.Sample(updates =>
        {
            Lattice[] states = Run(type, updates);

            Lattice left = states[0].Join(states[1]).Join(states[2]);
            Lattice right = states[2].Join(states[1].Join(states[0]));

            Assert.Equal((left.Hash, Shown(left)), (right.Hash, Shown(right)));
            Assert.Equal(left.Hash, left.Join(states[1]).Join(left).Hash);
        });

    [Fact]
    public void A_counter_counts_every_update_of_every_actor_whatever_is_joined_when() =>
        Updates.Sample(updates =>
        {
            Lattice[] states = Run(CrdtType.Counter, updates);

            var joined = (PnCounter)states.Aggregate((left, right) => left.Join(right));

            Assert.Equal(
                updates.Where(update => update.Kind != 3).Sum(update => update.Amount),
                joined.Number
            );
        });

    [Fact]
    public void An_element_that_is_added_and_removed_concurrently_stays()
    {
        DotSet both = DotSet.Empty.Add(1, Value.Of(7));

        DotSet added = both.Add(1, Value.Of(7));
        DotSet removed = both.Remove(2, Value.Of(7));

        Assert.Equal([Value.Of(7)], ((DotSet)added.Join(removed)).Values);
        Assert.Empty(((DotSet)both.Join(removed)).Values);
    }

    [Fact]
    public void A_register_keeps_concurrent_writes_until_one_writes_over_them()
    {
        DotSet left = DotSet.Empty.Write(1, Value.Of(1));
        DotSet right = DotSet.Empty.Write(2, Value.Of(2));

        var both = (DotSet)left.Join(right);
        DotSet over = both.Write(1, Value.Of(3));

        Assert.Equal([Value.Of(1), Value.Of(2)], both.Values);
        Assert.Equal([Value.Of(3)], ((DotSet)over.Join(right)).Values);
    }

    [Fact]
    public void A_last_writer_wins_register_keeps_the_later_stamp_only()
    {
        LwwRegister early = LwwRegister.Empty.Write(1, Stamped(1, time: 5));
        LwwRegister late = LwwRegister.Empty.Write(2, Stamped(2, time: 6));

        var joined = (LwwRegister)late.Join(early);

        Assert.Equal(Value.Of(2), joined.Winner!.Value);
    }

    /// <summary>Three replicas, each updating its own state; kind 3 joins that of the next one.</summary>
    private static Lattice[] Run(CrdtType type, (int Actor, int Kind, int Amount)[] updates)
    {
        Lattice[] states = [.. Enumerable.Repeat(CrdtFunctions.Empty(type), Actors)];
        for (int step = 0; step < updates.Length; step++)
        {
            (int actor, int kind, int amount) = updates[step];
            states[actor] =
                kind == 3
                    ? states[actor].Join(states[(actor + 1) % Actors])
                    : Update(states[actor], actor, kind, amount, step);
        }

        return states;
    }

    private static Lattice Update(Lattice state, int actor, int kind, int amount, int step) =>
        state switch
        {
            PnCounter counter => counter.Add(actor, amount),
            LwwRegister register => register.Write(actor, Stamped(step, time: amount, actor)),
            DotSet set when kind == 0 => set.Add(actor, Value.Of(amount)),
            DotSet set when kind == 1 => set.Remove(actor, Value.Of(amount)),
            DotSet set => set.Write(actor, Value.Of(amount)),
            _ => throw new InvalidOperationException("Every type is updated."),
        };

    private static StampedWrite Stamped(int operation, long time, int actor = 0) =>
        new("k", Value.Of(operation), operation, new HybridStamp(time, 0, actor));

    private static string Shown(Lattice state) =>
        state switch
        {
            PnCounter counter => Value.Of(counter.Number).ToString(),
            LwwRegister register => register.Winner?.Value.ToString() ?? "",
            DotSet set => Value.Of(set.Values).ToString(),
            _ => "",
        };
}
