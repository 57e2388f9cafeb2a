using Simulation.Components.Stores.Chain;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Chain;

public sealed class ChainConfigurationTests
{
    [Fact]
    public void The_first_chain_has_all_replicas_in_their_order()
    {
        ChainConfiguration chain = ChainConfiguration.From(Value.Nil, size: 3);

        Assert.Equal("epoch 0: 0 1 2", chain.ToString());
        Assert.Equal((0, 2), (chain.Head, chain.Tail));
    }

    [Theory]
    [InlineData(0, "epoch 1: 1 2")]
    [InlineData(1, "epoch 1: 0 2")]
    [InlineData(2, "epoch 1: 0 1")]
    public void Whoever_fails_is_bridged(int failed, string expected)
    {
        ChainConfiguration chain = ChainConfiguration.Initial(3).Without(failed);

        Assert.Equal(expected, chain.ToString());
        Assert.Equal(1, chain.LastRemoval);
        Assert.Equal((null, null), (chain.PredecessorOf(failed), chain.SuccessorOf(failed)));
    }

    [Fact]
    public void Whoever_comes_back_joins_at_the_tail_and_as_another_member()
    {
        ChainConfiguration chain = ChainConfiguration.Initial(3).Without(0).WithTail(0);

        Assert.Equal("epoch 2: 1 2 0", chain.ToString());
        Assert.Equal((1, 2L), (chain.LastRemoval, chain.Find(0)!.Value.Joined));
        Assert.Equal((2, 0), (chain.PredecessorOf(0), chain.SuccessorOf(2)));
    }

    [Fact]
    public void What_the_master_keeps_is_what_it_is_given()
    {
        ChainConfiguration chain = ChainConfiguration.Initial(4).Without(2).WithTail(2).Without(1);

        ChainConfiguration read = ChainConfiguration.From(chain.ToValue(), size: 4);

        Assert.Equal((chain.ToString(), chain.ToValue()), (read.ToString(), read.ToValue()));
    }
}
