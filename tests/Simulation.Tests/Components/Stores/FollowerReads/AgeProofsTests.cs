using Simulation.Components.Stores.FollowerReads;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.FollowerReads;

public sealed class AgeProofsTests
{
    [Fact]
    public void A_proof_counts_only_once_its_index_is_applied()
    {
        var proofs = new AgeProofs();
        proofs.Note(new AgeProof(Term: 1, StoreWorld.At(100), Index: 5, IsLease: true));

        proofs.OnApplied(4);
        SimTime? before = proofs.CompleteAt;
        proofs.OnApplied(5);

        Assert.Null(before);
        Assert.Equal(StoreWorld.At(100), proofs.CompleteAt);
    }

    [Theory]
    [InlineData(1_050, true)]
    [InlineData(1_051, false)]
    [InlineData(10, true)]
    public void A_state_is_young_enough_up_to_the_bound_less_the_error_of_the_clocks(int now, bool expected)
    {
        var proofs = new AgeProofs();
        proofs.Note(new AgeProof(Term: 1, StoreWorld.At(100), Index: 0, IsLease: true));

        proofs.OnApplied(0);

        Assert.Equal(expected, proofs.IsWithin(StoreWorld.At(now), 1.Seconds, 50.Milliseconds));
    }

    [Fact]
    public void A_word_that_is_no_lease_proves_nothing()
    {
        var proofs = new AgeProofs();

        proofs.Note(new AgeProof(Term: 1, StoreWorld.At(100), Index: 0, IsLease: false));
        proofs.OnApplied(9);

        Assert.False(proofs.IsWithin(StoreWorld.At(100), 1.Seconds, SimDuration.Zero));
    }
}
