using Simulation.Checkers;
using Simulation.Checkers.Sessions;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Sessions;

public sealed class WhiteBoxTests
{
    [Fact]
    public void A_read_is_as_old_as_the_first_newer_version_that_a_replica_showed()
    {
        History history = HistoryLanguage.Parse(
            """
            c1 write x=1 ok 0..1
            c1 write x=2 ok 2..30
            c2 read x=1 ok 10..11
            c2 read x=2 ok 12..13
            """
        );

        WhiteBoxReport report = WhiteBox.Judge(history, Shown((1, 0), (4, 1)), JudgeOptions.Default);

        Assert.Equal(
            [(1, 6.Milliseconds), (0, SimDuration.Zero)],
            report.Reads.Select(read => (read.Versions, read.Age))
        );
        Assert.Equal(1, report.HiddenStaleReads);
    }

    [Theory]
    [InlineData("read-your-writes", "c1 write x=1 ok 0..1; c2 write x=2 ok 0..3; c1 read x=2 ok 4..5", "1,0")]
    [InlineData(
        "monotonic-reads",
        "c1 write x=1 ok 0..9; c2 write x=2 ok 0..9; c3 read x=1 ok 10..11; c3 read x=2 ok 12..13",
        "1,0"
    )]
    [InlineData(
        "monotonic-writes",
        "c1 write x=1 ok 0..1; c1 write x=2 ok 2..3; c3 read x=2 ok 4..5; c3 read x=2 ok 6..7",
        "1,0"
    )]
    public void A_guarantee_may_be_broken_where_no_client_can_see_it(string model, string text, string order)
    {
        History history = HistoryLanguage.Parse(text.Replace("; ", "\n", StringComparison.Ordinal));
        (int, int)[] shown = [.. order.Split(',').Select((write, i) => (i, write[0] - '0'))];

        WhiteBoxReport report = WhiteBox.Judge(history, Shown(shown), JudgeOptions.Default);

        Assert.True(report.Guarantees.Single(one => one.Model == model).IsHidden);
    }

    [Fact]
    public void Each_guarantee_is_broken_by_a_read_of_too_old_a_version()
    {
        History history = HistoryLanguage.Parse(
            """
            c1 write x=1 ok 0..1
            c1 write y=2 ok 2..3
            c2 read y=2 ok 4..5
            c2 read x=nil ok 6..7
            c3 read x=1 ok 4..5
            c3 write z=3 ok 6..7
            c4 read z=3 ok 8..9
            c4 read x=nil ok 10..11
            c1 read x=nil ok 12..13
            c3 read x=nil ok 14..15
            """
        );
        GroundTruth truth = new();
        foreach (Operation write in history.Operations.Where(operation => operation.Function == "write"))
        {
            truth.Apply(write.Invoked, 0, write.Key!, write.Index, Applied.Nothing, isAcceptance: true);
        }

        WhiteBoxReport report = WhiteBox.Judge(history, truth, JudgeOptions.Default);

        Assert.Equal(
            [
                ("read-your-writes", "1"),
                ("monotonic-reads", "3"),
                ("monotonic-writes", "2"),
                ("writes-follow-reads", "4"),
            ],
            report.Guarantees.Select(one =>
                (one.Model, string.Join(',', one.Breaches.Select(breach => breach.Read.Process)))
            )
        );
        Assert.All(report.Guarantees, one => Assert.False(one.IsHidden));
    }

    [Theory]
    [InlineData("a1 b0 b1", "1 0", 1)] // a shows the newer one first; b knows their order
    [InlineData("a1 b0 b1", "0 1", 0)]
    [InlineData("a1 b0", "1 0", 0)] // nobody shows both, so none is the older
    [InlineData("a0 a1 b1 b0", "1 0", 1)] // b went back: the order of first showing counts
    public void Versions_are_in_the_order_in_which_replicas_show_them(string shown, string read, int breaches)
    {
        string[] reads = read.Split(' ');
        History history = HistoryLanguage.Parse(
            $"""
            c1 write x=0 ok 0..9
            c2 write x=1 ok 0..9
            c3 read x={reads[0]} ok 10..11
            c3 read x={reads[1]} ok 12..13
            """
        );
        GroundTruth truth = new();
        foreach ((string change, int i) in shown.Split(' ').Select((change, i) => (change, i)))
        {
            SimTime time = SimTime.Zero + (1 + i).Milliseconds;
            truth.Apply(time, change[0], "x", change[1] - '0', Applied.Nothing, isAcceptance: true);
        }

        IReadOnlyList<IReadOnlyList<GuaranteeBreach>> found = WhiteBox.Breaches(history, truth);

        Assert.Equal(breaches, found[WhiteBox.Guarantees.ToList().IndexOf("monotonic-reads")].Count);
    }

    private static GroundTruth Shown(params (int Milliseconds, int Write)[] changes)
    {
        GroundTruth truth = new();
        foreach ((int milliseconds, int write) in changes)
        {
            truth.Apply(
                SimTime.Zero + milliseconds.Milliseconds,
                0,
                "x",
                write,
                Applied.Nothing,
                isAcceptance: true
            );
        }

        return truth;
    }
}
