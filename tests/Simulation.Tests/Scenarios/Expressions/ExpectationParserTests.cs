using CsCheck;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;

namespace Simulation.Tests.Scenarios.Expressions;

public sealed class ExpectationParserTests
{
    [Theory]
    [InlineData(
        "p99(latency) < 60ms",
        Aggregate.P99,
        "latency",
        Comparison.Less,
        "60ms",
        MetricUnit.Duration
    )]
    [InlineData(
        "p999(response_time)<=1.5ms",
        Aggregate.P999,
        "latency",
        Comparison.LessOrEqual,
        "1.5ms",
        MetricUnit.Duration
    )]
    [InlineData("lost_writes == 0", null, "lost_writes", Comparison.Equal, "0", MetricUnit.Count)]
    [InlineData(
        "availability >= 99.9%",
        null,
        "availability",
        Comparison.GreaterOrEqual,
        "99.9%",
        MetricUnit.Ratio
    )]
    [InlineData("throughput > 30/m", null, "throughput", Comparison.Greater, "0.5/s", MetricUnit.Rate)]
    [InlineData(
        "rate(messages_sent) != 200/s",
        Aggregate.Rate,
        "messages_sent",
        Comparison.NotEqual,
        "200/s",
        MetricUnit.Rate
    )]
    [InlineData("count(staleness) < 5", Aggregate.Count, "staleness", Comparison.Less, "5", MetricUnit.Count)]
    public void A_comparison_knows_its_metric_operator_and_limit(
        string text,
        Aggregate? aggregate,
        string metric,
        Comparison comparison,
        string limit,
        MetricUnit unit
    )
    {
        Expectation expectation = Vocabularies.Read(text);

        var compare = Assert.IsType<Expectation.Compare>(expectation);
        Assert.Equal(aggregate, compare.Metric.Aggregate);
        Assert.Equal(metric, compare.Metric.Metric);
        Assert.Equal(comparison, compare.Operator);
        Assert.Equal(unit, compare.Limit.Unit);
        Assert.Equal(limit, compare.Limit.ToString());
    }

    [Fact]
    public void A_metric_is_divided_by_one_of_its_own_unit_only()
    {
        ParsedExpectation parsed = ExpectationParser.Parse(
            "lost_writes / p99(latency) < 2",
            Vocabularies.Shop
        );

        ExpressionProblem problem = Assert.Single(parsed.Problems);
        Assert.Equal("a metric is divided by another of the same unit", problem.Message);
        Assert.Equal("lost_writes / ".Length, problem.Offset);
    }

    [Theory]
    [InlineData("availability{region=us, op=read} < 5%")]
    [InlineData("availability(region=us, op=read) < 5%")]
    [InlineData("availability(op=read){region=us} < 5%")]
    [InlineData("p50(latency, region=us, op=read) < 5s")]
    [InlineData("p50(latency{region=us, op=read}) < 5s")]
    [InlineData("p50(latency){op=read,region=us} < 5s")]
    public void Every_way_to_write_filters_gives_the_same_filters(string text)
    {
        Expectation expectation = Vocabularies.Read(text);

        var compare = Assert.IsType<Expectation.Compare>(expectation);
        Assert.Equal([("op", "read"), ("region", "us")], compare.Metric.Filters);
    }

    [Fact]
    public void Models_are_given_by_their_canonical_names()
    {
        Expectation one = Vocabularies.Read("history(shoppers) is strong");
        Expectation two = Vocabularies.Read("history(shoppers) satisfies read-your-writes, monotonic-reads");

        Assert.Equal(new Expectation.IsModel("shoppers", "linearizable"), one);
        var satisfies = Assert.IsType<Expectation.Satisfies>(two);
        Assert.Equal("shoppers", satisfies.Workload);
        Assert.Equal(["read-your-writes", "monotonic-reads"], satisfies.Models);
    }

    [Fact]
    public void The_sentences_without_a_metric_are_read()
    {
        Expectation converged = Vocabularies.Read("converged within 1.5m");
        Expectation never = Vocabularies.Read("never failover");
        Expectation stopped = Vocabularies.Read("run stopped");

        Assert.Equal(new Expectation.ConvergedWithin(90.Seconds), converged);
        Assert.Equal(new Expectation.Never("failover"), never);
        Assert.IsType<Expectation.RunStopped>(stopped);
    }

    [Theory]
    [InlineData("lost_wirtes == 0", 0, 11, "no metric 'lost_wirtes'", "did you mean 'lost_writes'?")]
    [InlineData("p99(latnecy) < 1s", 4, 7, "no metric 'latnecy'", "did you mean 'latency'?")]
    [InlineData(
        "availabilty(region=us) < 1%",
        0,
        11,
        "no metric 'availabilty'",
        "did you mean 'availability'?"
    )]
    [InlineData("p98(latency) < 1s", 0, 3, "no aggregate 'p98'", "did you mean 'p90'?")]
    [InlineData(
        "availability(regoin=us) < 1%",
        13,
        6,
        "'availability' has no filter 'regoin'",
        "did you mean 'region'?"
    )]
    [InlineData("p99(latency) < 60", 15, 2, "'60' needs a unit", "write 60s, 60ms or 60m")]
    [InlineData(
        "p99(latency) < 60 ms",
        18,
        2,
        "expected the unit right after its number, found 'ms'",
        "write 60ms"
    )]
    [InlineData("p99(latency) < 60xs", 15, 4, "'xs' is not a unit", "write 60s, 60ms or 60m")]
    [InlineData("availability > 0.99", 15, 4, "'0.99' needs a unit", "write 99%")]
    [InlineData("lost_writes == 5s", 15, 2, "'5s' is a duration, not a count", "write a plain number: 5")]
    [InlineData(
        "latency < 5s",
        0,
        7,
        "'latency' has many samples and needs an aggregate",
        "write p50(latency), p99(latency) or max(latency)"
    )]
    [InlineData(
        "p99(lost_writes) == 0",
        0,
        3,
        "'lost_writes' is one number and has no p99",
        "write lost_writes"
    )]
    [InlineData("lost_writes = 0", 12, 1, "expected a comparison, found '='", "write ==")]
    [InlineData(
        "lost_writes",
        11,
        1,
        "expected a comparison, the sentence ends",
        "write <, <=, >, >=, == or !="
    )]
    [InlineData("history(shopers) is strong", 8, 7, "no workload 'shopers'", "did you mean 'shoppers'?")]
    [InlineData(
        "history(shoppers) is linearisable",
        21,
        12,
        "no consistency model 'linearisable'",
        "did you mean 'linearizable'?"
    )]
    [InlineData("never failovr", 6, 7, "no event 'failovr'", "did you mean 'failover'?")]
    [InlineData("never", 5, 1, "expected an event, the sentence ends", null)]
    [InlineData("run stopped now", 12, 3, "expected the end of the sentence, found 'now'", null)]
    [InlineData("availability{region=us < 1%", 23, 1, "expected ',' or '}', found '<'", null)]
    [InlineData("", 0, 1, "expected a metric, the sentence ends", null)]
    public void A_mistake_is_told_where_it_is_and_how_to_mend_it(
        string text,
        int offset,
        int length,
        string message,
        string? suggestion
    )
    {
        ParsedExpectation parsed = ExpectationParser.Parse(text, Vocabularies.Shop);

        ExpressionProblem problem = Assert.Single(parsed.Problems);
        Assert.Null(parsed.Expectation);
        Assert.Equal((offset, length), (problem.Offset, problem.Length));
        Assert.Equal(message, problem.Message);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Fact]
    public void All_unknown_names_of_a_sentence_are_told_at_once()
    {
        ParsedExpectation parsed = ExpectationParser.Parse(
            "history(nobody) satisfies read-your-wirtes, monotonic-raeds",
            Vocabularies.Shop
        );

        Assert.Equal([8, 26, 44], parsed.Problems.Select(problem => problem.Offset));
        Assert.All(parsed.Problems, problem => Assert.Equal(ExpressionProblemKind.Name, problem.Kind));
    }

    [Fact]
    public void A_text_gives_an_expectation_or_problems_inside_it_and_never_throws()
    {
        string[] words =
        [
            "p99",
            "latency",
            "(",
            ")",
            "{",
            "}",
            "region",
            "=",
            "us",
            ",",
            "<",
            "==",
            "!",
            "5s",
            "9%",
            "0",
            "history",
            "shoppers",
            "is",
            "satisfies",
            "strong",
            "converged",
            "within",
            "never",
            "failover",
            "run",
            "stopped",
            "99999999999999999999999999999999/s",
            "1.2.3",
            "é",
            " ",
            "-",
        ];
        Gen<string> text = Gen.Select(Gen.Int[0, words.Length - 1].Array[0, 10], Gen.String[0, 3])
            .Select((pieces, tail) => string.Join(" ", pieces.Select(index => words[index])) + tail);

        text.Sample(
            sample =>
            {
                ParsedExpectation parsed = ExpectationParser.Parse(sample, Vocabularies.Shop);
                Assert.NotEqual(parsed.Expectation is null, parsed.Problems.Count == 0);
                Assert.All(parsed.Problems, problem => Assert.InRange(problem.Offset, 0, sample.Length));
            },
            iter: 5_000
        );
    }

    [Fact]
    public void Every_metric_of_the_catalogue_can_be_expected_something_of()
    {
        IEnumerable<string> sentences = MetricCatalog.All.Select(metric =>
        {
            string call = metric.IsDistribution ? $"max({metric.Name})" : metric.Name;
            string limit = metric.Unit switch
            {
                MetricUnit.Count => "1",
                MetricUnit.Duration => "1s",
                MetricUnit.Ratio => "1%",
                MetricUnit.Rate => "1/s",
                MetricUnit.Money => "$1",
                _ => "1KiB",
            };
            return $"{call} < {limit}";
        });

        Assert.Equal(28, sentences.Count());
        Assert.All(sentences, sentence => Vocabularies.Read(sentence));
    }
}
