using Simulation.Reports.Validation;
using Simulation.Scenarios.Validation;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Validation;

public sealed class KnownAnswerTests
{
    [Theory]
    [InlineData(10.0, true)]
    [InlineData(10.2, true)]
    [InlineData(10.21, false)]
    [InlineData(9.79, false)]
    public void A_share_is_of_the_published_number_and_goes_both_ways(double simulated, bool isMet)
    {
        var answer = new KnownAnswer("mean", 10, Estimate.Certain(simulated), Tolerance.Share(0.02));

        Assert.Equal(isMet, answer.IsMet);
    }

    [Fact]
    public void An_interval_needs_more_than_one_sample_and_holds_the_published_number()
    {
        Assert.True(Tolerance.InInterval.Allows(0.5, Estimate.Proportion(505, 1_000)));
        Assert.False(Tolerance.InInterval.Allows(0.5, Estimate.Proportion(600, 1_000)));
        Assert.False(Tolerance.InInterval.Allows(0.5, Estimate.Certain(0.5)));
    }

    [Fact]
    public void A_narrow_interval_does_not_hold_the_published_number_for_want_of_samples()
    {
        var wide = new Estimate(10, HalfWidth: 1, SampleCount: 5);

        Assert.True(Tolerance.InIntervalOf(0.1).Allows(10.5, wide));
        Assert.False(Tolerance.InIntervalOf(0.02).Allows(10.5, wide));
    }

    [Fact]
    public void Few_samples_only_tell_what_is_outside_of_their_interval()
    {
        var wide = new Estimate(10, HalfWidth: 1, SampleCount: 5);

        Assert.True(Tolerance.ForFewSamples(Tolerance.InIntervalOf(0.02)).Allows(10.5, wide));
        Assert.True(Tolerance.ForFewSamples(Tolerance.Share(0.1)).Allows(12, wide));
        Assert.False(Tolerance.ForFewSamples(Tolerance.Share(0.1)).Allows(12.5, wide));
        Assert.False(
            Tolerance.ForFewSamples(Tolerance.Share(0.1)).Allows(12, wide with { HalfWidth = double.NaN })
        );
    }

    [Theory]
    [InlineData(1, "a", 1)]
    [InlineData(2, "a, asked again", 2)]
    public void An_answer_that_is_off_is_asked_once_more_and_says_so(int met, string label, int asked)
    {
        int count = 0;

        KnownAnswer answer = Doubt.Settle(attempt =>
        {
            count++;
            return new KnownAnswer("a", met, Estimate.Certain(attempt), Tolerance.Exactly);
        });

        Assert.Equal(label, answer.Case);
        Assert.Equal(asked, count);
        Assert.True(answer.IsMet);
    }

    [Fact]
    public void What_is_exact_allows_no_difference_and_a_bound_is_not_reached()
    {
        Assert.True(Tolerance.Exactly.Allows(3, Estimate.Certain(3)));
        Assert.False(Tolerance.Exactly.Allows(3, Estimate.Certain(3.0001)));
        Assert.False(Tolerance.Below.Allows(3, Estimate.Certain(3)));
    }

    [Fact]
    public void One_answer_that_is_off_makes_the_table_off()
    {
        ValidationRow row = ValidationCatalog.All[0];
        var met = new KnownAnswer("a", 1, Estimate.Certain(1), Tolerance.Exactly);
        KnownAnswer off = met with { Simulated = Estimate.Certain(2) };

        Assert.True(new ValidationTable([(row, [met])]).IsMet);
        Assert.False(new ValidationTable([(row, [met, off])]).IsMet);
        Assert.False(new ValidationTable([]).IsMet);
        Assert.False(new ValidationTable([(row, [])]).IsMet);
    }

    [Theory]
    [InlineData("CACHE")]
    [InlineData("HASH")]
    [InlineData("QUEUE")]
    [InlineData("LITTLE")]
    [InlineData("HEDGE")]
    [InlineData("FANOUT")]
    [InlineData("OMISSION")]
    [InlineData("LOSSES")]
    [InlineData("2PC")]
    [InlineData("PBS-2")]
    public void Every_answer_of_a_cheap_row_is_the_known_one(string id)
    {
        ValidationRow row = ValidationCatalog.Find(id)!;

        KnownAnswer[] answers = [.. row.Ask(Effort.Quick)];

        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.True(answer.IsMet, answer.ToString()));
    }

    [Fact]
    public void The_kept_table_has_every_row_and_none_is_off()
    {
        string[] lines = File.ReadAllLines(
            Path.Combine(Repository.Root, "results", "validation", "known-answers.csv")
        );

        Assert.Equal(
            ValidationCatalog.All.Select(row => row.Id),
            lines.Skip(2).Select(line => line.Split(',')[0]).Distinct()
        );
        Assert.All(lines.Skip(2), line => Assert.EndsWith(",met", line, StringComparison.Ordinal));
    }
}
