using Simulation.Components.Sharding;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;

namespace Simulation.Tests.Components.Sharding;

public sealed class ShardPartsTests
{
    [Fact]
    public void What_is_packed_comes_out_again_but_the_keeper_s_own_session()
    {
        Register[] registers = [new("a", Value.Of(7), 3), new("b", Value.Of("text"), 4)];
        ClientSession[] sessions = [new(5, 9, KvStatus.Mismatch, Value.Of(1)), new(-1, 77, KvStatus.Done)];

        Value packed = PartContent.Pack(registers, sessions);

        Assert.Equal(registers, PartContent.RegistersOf(packed));
        Assert.Equal([sessions[0]], PartContent.SessionsOf(packed));
    }

    [Fact]
    public void A_described_part_contains_the_keys_that_the_map_puts_there()
    {
        ShardMap[] maps =
        [
            new(1, [0, 1, 2, 0, 1, 2, 0], null),
            new(1, [], RangeTable.Of(0).SplitAt("k3").SplitAt("k6")),
        ];

        foreach (ShardMap map in maps)
        {
            for (int key = 0; key < 100; key++)
            {
                for (int part = 0; part < map.PartCount; part++)
                {
                    Assert.Equal(
                        map.PartOf($"k{key}") == part,
                        PartContent.Contains(map.DescribePart(part), $"k{key}")
                    );
                }
            }
        }
    }

    [Fact]
    public void An_import_that_comes_twice_or_late_changes_nothing()
    {
        var machine = new KvStateMachine();
        Value old = PartContent.Pack([new Register("a", Value.Of(1), 1)], []);
        Value young = PartContent.Pack([new Register("a", Value.Of(2), 2)], []);

        machine.Apply(Import(sequence: 8, young));
        machine.Apply(Import(sequence: 7, old));
        machine.Apply(Import(sequence: 8, old));

        Assert.Equal(Value.Of(2), machine.Read("a"));
    }

    [Fact]
    public void A_write_that_was_answered_before_the_move_is_not_done_again_after_it()
    {
        var source = new KvStateMachine();
        var target = new KvStateMachine();
        var write = new KvRequest(1, 4, 1, KvFunction.Write, "a", Value.Of(1), Value.Nil);
        source.Apply(write);
        source.Apply(new KvRequest(2, 5, 1, KvFunction.Write, "a", Value.Of(2), Value.Nil));

        target.Apply(Import(sequence: 2, source.Export(new ShardMap(1, [0], null).DescribePart(0))));
        ApplyResult again = target.Apply(write);

        Assert.Equal(KvStatus.Done, again.Status);
        Assert.Equal(Value.Of(2), target.Read("a"));
    }

    [Fact]
    public void A_split_gives_about_half_of_the_load_away()
    {
        var ledger = new MapLedger(new ShardMap(1, [0, 0, 0, 0, 1, 1], null), [0, 1], 0, [], Moving: -1);

        MapLedger split = ledger.ForSplit(shard: -1, half: 2, [50, 30, 20, 10, 5, 5], []);

        Assert.Equal([0, 1, 2], split.Members);
        Assert.Equal([0, 2, 2, 0, 1, 1], split.Targets);
    }

    [Fact]
    public void Each_shard_sees_its_own_token_only()
    {
        ShardTokens tokens = ShardTokens.With(null, 2, new LogToken(7));
        tokens = ShardTokens.With(tokens, 0, new LogToken(3));

        Assert.Equal(new LogToken(3), ShardTokens.Of(tokens, 0));
        Assert.Null(ShardTokens.Of(tokens, 1));
        Assert.Equal(new LogToken(7), ShardTokens.Of(tokens, 2));
        Assert.Null(ShardTokens.Of(tokens, 3));
    }

    private static KvRequest Import(long sequence, Value content) =>
        new(-2, -1, sequence, KvFunction.ImportPart, "", content, Value.Nil);
}
