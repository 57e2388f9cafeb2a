using Simulation.Components.Stores.FollowerReads;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.FollowerReads;

public sealed class VersionBoundTests
{
    private static readonly SimTime Ready = StoreWorld.At(1_101);

    [Fact]
    public void A_new_leader_waits_for_leases_that_the_one_before_may_have_given()
    {
        VersionBound bound = Begun();

        Assert.False(bound.MayWrite("k", StoreWorld.At(1_099)));
        Assert.True(bound.MayWrite("k", Ready));
    }

    [Fact]
    public void A_key_takes_no_more_versions_than_a_leased_follower_may_lack()
    {
        VersionBound bound = Begun();
        bound.Note(follower: 1, applied: 10, Ready);
        bound.OnLeased(follower: 1, Ready);

        bound.OnWritten("k", 11);
        bool isSecondFree = bound.MayWrite("k", Ready);
        bound.OnWritten("k", 12);
        bool isThirdFree = bound.MayWrite("k", Ready);
        bool isOtherFree = bound.MayWrite("other", Ready);
        bound.Note(follower: 1, applied: 11, Ready);

        Assert.Equal((true, false, true), (isSecondFree, isThirdFree, isOtherFree));
        Assert.True(bound.MayWrite("k", Ready));
    }

    [Fact]
    public void A_silent_follower_holds_writes_up_only_until_its_lease_is_surely_over()
    {
        VersionBound bound = Begun();
        bound.OnLeased(follower: 1, Ready);
        bound.OnWritten("k", 11);
        bound.OnWritten("k", 12);

        Assert.False(bound.MayWrite("k", Ready + 1_100.Milliseconds));
        Assert.True(bound.MayWrite("k", Ready + 1_101.Milliseconds));
    }

    [Fact]
    public void A_follower_gets_a_lease_once_it_has_all_of_earlier_terms_and_answers()
    {
        VersionBound bound = Begun();

        bound.Note(follower: 1, applied: 4, Ready);
        bool isBehind = bound.MayLease(1, Ready);
        bound.Note(follower: 1, applied: 5, Ready);

        Assert.False(isBehind);
        Assert.True(bound.MayLease(1, Ready));
        Assert.False(bound.MayLease(1, Ready + 500.Milliseconds));
        Assert.False(bound.MayLease(2, Ready));
    }

    private static VersionBound Begun()
    {
        var bound = new VersionBound(versionsMax: 2, 1.Seconds, 100.Milliseconds, size: 3);
        bound.Begin(SimTime.Zero, termStart: 5);
        return bound;
    }
}
