using Simulation.Scenarios.Expressions;

namespace Simulation.Tests.Scenarios.Expressions;

/// <summary>The names that the tests' expressions may use.</summary>
internal static class Vocabularies
{
    public static MetricVocabulary Shop { get; } =
        new()
        {
            Models =
            [
                new ModelName("linearizable", ["strong"]),
                new ModelName("read-your-writes", []),
                new ModelName("monotonic-reads", []),
            ],
            Events = ["failover", "read-repair"],
            Workloads = ["shoppers"],
        };

    public static Expectation Read(string text)
    {
        ParsedExpectation parsed = ExpectationParser.Parse(text, Shop);
        Assert.Empty(parsed.Problems);
        return Assert.IsAssignableFrom<Expectation>(parsed.Expectation);
    }
}
