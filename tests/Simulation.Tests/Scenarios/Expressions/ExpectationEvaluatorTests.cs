using CsCheck;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Scenarios.Expressions;

public sealed class ExpectationEvaluatorTests
{
    private static readonly Window TenSeconds = new(new SimTime(20_000_000_000), new SimTime(30_000_000_000));
    private static readonly Measurement Latencies = new Measurement.Samples([
        .. Enumerable.Range(1, 1_000).Reverse().Select(i => i * 1_000_000L),
    ]);

    [Theory]
    [InlineData("p50(latency) == 500ms", Judgement.Held, "500ms")]
    [InlineData("p99(latency) == 990ms", Judgement.Held, "990ms")]
    [InlineData("p999(latency) == 999ms", Judgement.Held, "999ms")]
    [InlineData("max(latency) < 1s", Judgement.Failed, "1s")]
    [InlineData("min(latency) != 1ms", Judgement.Failed, "1ms")]
    [InlineData("mean(latency) <= 500.5ms", Judgement.Held, "500.5ms")]
    [InlineData("mean(latency) < 500.5ms", Judgement.Failed, "500.5ms")]
    [InlineData("count(latency) >= 1000", Judgement.Held, "1,000")]
    [InlineData("rate(latency) > 100/s", Judgement.Failed, "100/s")]
    [InlineData("rate(latency) == 6000/m", Judgement.Held, "100/s")]
    public void Samples_are_aggregated_exactly(string text, Judgement judgement, string was)
    {
        Evaluation evaluation = Evaluate(text, new Measured { Value = Latencies });

        Assert.Equal((judgement, was), (evaluation.Judgement, evaluation.Was));
    }

    [Theory]
    [InlineData("availability >= 33.3333%", Judgement.Held)]
    [InlineData("availability >= 33.3334%", Judgement.Failed)]
    [InlineData("availability == 33.3333%", Judgement.Failed)]
    public void A_share_is_compared_without_rounding(string text, Judgement judgement)
    {
        Evaluation evaluation = Evaluate(text, new Measured { Value = new Measurement.Share(1, 3) });

        Assert.Equal((judgement, "33.3333%"), (evaluation.Judgement, evaluation.Was));
    }

    [Theory]
    [InlineData("lost_writes == 0", 3, Judgement.Failed, "3")]
    [InlineData("lost_writes == 0", 0, Judgement.Held, "0")]
    [InlineData("throughput >= 128.4/s", 1_284, Judgement.Held, "128.4/s")]
    [InlineData("throughput > 128.4/s", 1_284, Judgement.Failed, "128.4/s")]
    public void A_total_is_a_count_or_a_rate_over_the_window(
        string text,
        long total,
        Judgement judgement,
        string was
    )
    {
        Evaluation evaluation = Evaluate(text, new Measured { Value = new Measurement.Total(total) });

        Assert.Equal((judgement, was), (evaluation.Judgement, evaluation.Was));
    }

    [Fact]
    public void A_failure_says_what_was_measured_from_how_much_and_when()
    {
        Evaluation evaluation = Evaluate(
            "availability(region=us) >= 99%",
            new Measured { Value = new Measurement.Share(3, 1_000) }
        );

        Assert.Equal(
            "availability{region=us} was 0.3% (3 of 1,000) between 20s and 30s.",
            evaluation.Because
        );
    }

    [Theory]
    [InlineData("p99(latency) < 1h")]
    [InlineData("count(latency) >= 0")]
    [InlineData("availability >= 0%")]
    [InlineData("history(shoppers) is linearizable")]
    [InlineData("history(shoppers) satisfies read-your-writes, monotonic-reads")]
    [InlineData("converged within 1h")]
    public void Nothing_measured_is_unknown_and_never_held(string text)
    {
        Measurement empty = text.StartsWith("availability", StringComparison.Ordinal)
            ? new Measurement.Share(0, 0)
            : new Measurement.Samples([]);

        Evaluation missing = Evaluate(text, new Measured());
        Evaluation none = Evaluate(text, new Measured { Value = empty });

        Assert.Equal(Judgement.Unknown, missing.Judgement);
        Assert.NotEmpty(missing.Because);
        Assert.Equal(Judgement.Unknown, none.Judgement);
    }

    [Theory]
    [InlineData(Judgement.Held, Judgement.Held, Judgement.Held)]
    [InlineData(Judgement.Unknown, Judgement.Failed, Judgement.Failed)]
    [InlineData(Judgement.Held, Judgement.Unknown, Judgement.Unknown)]
    [InlineData(Judgement.Failed, Judgement.Held, Judgement.Failed)]
    public void Several_models_hold_only_together(Judgement writes, Judgement reads, Judgement together)
    {
        var measured = new Measured
        {
            Verdicts = { ["read-your-writes"] = writes, ["monotonic-reads"] = reads },
        };

        Evaluation evaluation = Evaluate(
            "history(shoppers) satisfies read-your-writes, monotonic-reads",
            measured
        );

        Assert.Equal(together, evaluation.Judgement);
    }

    [Fact]
    public void Convergence_is_judged_by_its_delay()
    {
        Judgement atLimit = Converged(new Convergence.After(5.Seconds));
        Judgement late = Converged(new Convergence.After(new SimDuration(5_000_000_001)));
        Judgement never = Converged(new Convergence.Never());

        Assert.Equal([Judgement.Held, Judgement.Failed, Judgement.Failed], [atLimit, late, never]);

        static Judgement Converged(Convergence convergence) =>
            Evaluate("converged within 5s", new Measured { Agreement = convergence }).Judgement;
    }

    [Fact]
    public void An_event_that_must_never_happen_fails_by_happening_once()
    {
        Evaluation none = Evaluate("never failover", new Measured());
        Evaluation once = Evaluate("never failover", new Measured { Failovers = 1 });

        Assert.Equal(Judgement.Held, none.Judgement);
        Assert.Equal((Judgement.Failed, "once"), (once.Judgement, once.Was));
    }

    [Fact]
    public void A_run_stopped_only_if_a_condition_ended_it()
    {
        Evaluation ran = Evaluate("run stopped", new Measured());
        Evaluation stopped = Evaluate(
            "run stopped",
            new Measured { StoppedBecause = "availability < 1% for 10s" }
        );

        Assert.Equal(Judgement.Failed, ran.Judgement);
        Assert.Equal((Judgement.Held, "availability < 1% for 10s"), (stopped.Judgement, stopped.Was));
    }

    [Fact]
    public void A_percentile_is_a_sample_that_so_many_do_not_exceed()
    {
        Gen.Long[0, 1_000]
            .List[1, 300]
            .Sample(
                values =>
                {
                    Evaluation evaluation = Evaluate(
                        "p99(latency) < 1h",
                        new Measured { Value = new Measurement.Samples(values) }
                    );

                    long p99 = Assert.Single(
                        values.Distinct(),
                        value => new SimDuration(value).ToString() == evaluation.Was
                    );
                    Assert.True(values.Count(value => value <= p99) * 100 >= values.Count * 99);
                    Assert.True(values.Count(value => value < p99) * 100 < values.Count * 99);
                },
                iter: 500
            );
    }

    [Theory]
    [InlineData("lost_writes / operations <= 1.05", Judgement.Held, "1")]
    [InlineData("lost_writes / operations < 50%", Judgement.Failed, "100%")]
    [InlineData("mean(latency) / p50(latency) == 1.001", Judgement.Held, "1.001")]
    public void A_quotient_is_a_number_or_a_share(string text, Judgement judgement, string was)
    {
        Measurement value = text.Contains("latency", StringComparison.Ordinal)
            ? Latencies
            : new Measurement.Total(7);

        Evaluation evaluation = Evaluate(text, new Measured { Value = value });

        Assert.Equal((judgement, was), (evaluation.Judgement, evaluation.Was));
    }

    [Fact]
    public void A_quotient_by_nothing_is_unknown()
    {
        Evaluation evaluation = Evaluate(
            "lost / operations <= 1",
            new Measured { Value = new Measurement.Total(0) }
        );

        Assert.Equal(Judgement.Unknown, evaluation.Judgement);
    }

    private static Evaluation Evaluate(string text, Measured measured) =>
        ExpectationEvaluator.Evaluate(Vocabularies.Read(text), measured, TenSeconds);

    private sealed class Measured : IMeasurements
    {
        public Measurement? Value { get; init; }

        public Convergence Agreement { get; init; } = new Convergence.Unmeasured();

        public Dictionary<string, Judgement> Verdicts { get; } = [];

        public int Failovers { get; init; }

        public string? StoppedBecause { get; init; }

        public Measurement? Measure(
            string metric,
            IReadOnlyList<(string Key, string Value)> filters,
            Window window
        ) => Value;

        public ModelOutcome? VerdictOf(string workload, string model) =>
            Verdicts.TryGetValue(model, out Judgement judgement)
                ? new ModelOutcome(workload, model, judgement, "", "because", [])
                : null;

        public Convergence ConvergedAfter(Window window) => Agreement;

        public SimTime? Fired { get; init; }

        public SimTime? FirstFired(string alert, Window window) =>
            Fired is { } at && at >= window.Start && at < window.End ? at : null;

        public int HappeningCount(string name, Window window) => name == "failover" ? Failovers : 0;
    }
}
