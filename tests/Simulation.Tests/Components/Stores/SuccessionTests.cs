using Simulation.Components.Stores.PrimaryBackup;

namespace Simulation.Tests.Components.Stores;

public sealed class SuccessionTests
{
    [Theory]
    [InlineData(4, 3, 10, true)]
    [InlineData(4, 3, 9, false)]
    [InlineData(4, 2, 99, false)]
    [InlineData(4, 4, 1, true)]
    [InlineData(2, 3, 10, false)]
    public void A_vote_goes_to_a_newer_epoch_and_a_log_that_is_not_behind(
        long epoch,
        long lastEpoch,
        long end,
        bool expected
    )
    {
        var canvass = new Canvass(epoch, Candidate: 1, lastEpoch, end, IsTrial: false);

        bool isGranted = Succession.Grants(
            canvass,
            new Vote(3, 0),
            ownLastEpoch: 3,
            ownEnd: 10,
            hasPrimary: false
        );

        Assert.Equal(expected, isGranted);
    }

    [Fact]
    public void A_vote_is_given_once_an_epoch()
    {
        var first = new Canvass(5, Candidate: 1, 3, 10, IsTrial: false);
        var second = new Canvass(5, Candidate: 2, 3, 10, IsTrial: false);
        var vote = new Vote(5, VotedFor: 1);

        Assert.True(Succession.Grants(first, vote, 3, 10, hasPrimary: false));
        Assert.False(Succession.Grants(second, vote, 3, 10, hasPrimary: false));
    }

    [Fact]
    public void Who_has_a_primary_votes_for_nobody()
    {
        var canvass = new Canvass(9, Candidate: 1, 9, 99, IsTrial: true);

        Assert.False(Succession.Grants(canvass, new Vote(3, -1), 3, 10, hasPrimary: true));
    }
}
