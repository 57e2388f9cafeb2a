using Simulation.Components.Stores.Causal;

namespace Simulation.Tests.Components.Stores.Causal;

/// <summary>The table of the paper: which operation checks which set.</summary>
public sealed class SessionPolicyTests
{
    private static readonly VectorToken Token = new(
        Read: VersionVector.Empty(2).With(0, 3),
        Written: VersionVector.Empty(2).With(1, 5)
    );

    [Theory]
    [InlineData(SessionGuarantee.ReadYourWrites, "[0 5]", "[0 0]")]
    [InlineData(SessionGuarantee.MonotonicReads, "[3 0]", "[0 0]")]
    [InlineData(SessionGuarantee.MonotonicWrites, "[0 0]", "[0 5]")]
    [InlineData(SessionGuarantee.WritesFollowReads, "[0 0]", "[3 0]")]
    public void Each_guarantee_alone_demands_one_set_before_one_kind_of_operation(
        SessionGuarantee guarantee,
        string beforeRead,
        string beforeWrite
    )
    {
        var policy = new SessionPolicy(2, [guarantee]);

        string read = policy.BeforeRead(Token).ToString();
        string write = policy.BeforeWrite(Token).ToString();

        Assert.Equal((beforeRead, beforeWrite), (read, write));
    }

    [Fact]
    public void All_four_together_demand_both_sets_before_everything()
    {
        var policy = new SessionPolicy(2, Enum.GetValues<SessionGuarantee>());

        string read = policy.BeforeRead(Token).ToString();
        string write = policy.BeforeWrite(Token).ToString();

        Assert.Equal(("[3 5]", "[3 5]"), (read, write));
    }

    [Fact]
    public void A_read_adds_what_was_visible_and_a_write_itself()
    {
        var policy = new SessionPolicy(2, []);

        VectorToken token = policy.AfterWrite(
            policy.AfterRead(Token, VersionVector.Empty(2).With(1, 2)),
            origin: 0,
            count: 9
        );

        Assert.Equal(("[3 2]", "[9 5]"), (token.Read.ToString(), token.Written.ToString()));
    }

    [Fact]
    public void A_session_that_has_done_nothing_demands_nothing()
    {
        var policy = new SessionPolicy(2, Enum.GetValues<SessionGuarantee>());

        VersionVector demand = policy.BeforeRead(null).Union(policy.BeforeWrite(null));

        Assert.Equal("[0 0]", demand.ToString());
    }
}
