using System.Text.Json;
using Simulation.Checkers;
using Simulation.Checkers.Transactions;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions;

public sealed class KnownVerdictTests
{
    private static readonly IReadOnlyList<string> Models =
    [
        .. ConsistencyModels.All.Where(model => model.Checker == "transactions").Select(model => model.Name),
    ];

    [Theory]
    [InlineData("elle-unit/list-append.jsonl")]
    [InlineData("canonical/list-append.jsonl")]
    [InlineData("history-sim/list-append.jsonl")]
    [InlineData("small-exact/list.jsonl")]
    [InlineData("elle-unit/rw-register.jsonl")]
    [InlineData("canonical/rw-register.jsonl")]
    [InlineData("small-exact/txn.jsonl")]
    public void Every_case_gets_its_exhaustive_verdict_or_what_Elle_proved(string file)
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        string text = File.ReadAllText(Path.Combine(SharedHistories.Root!, file));
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        HistoryFile cases = HistoryReader.Read(file, text);

        Assert.Empty(cases.Problems);
        Assert.Equal(lines.Length, cases.Histories.Count);
        List<string> wrong = [];
        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument expected = JsonDocument.Parse(lines[i]);
            wrong.AddRange(Wrong(cases.Histories[i], expected.RootElement));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(
            lines.Length,
            SharedHistories.Manifest().Count(row => row.File.StartsWith(file + "#", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("elle-cli/list-append-gh-30.events.jsonl", "serializable", "snapshot-isolation", "G2-item")]
    [InlineData("elle-cli/paper-example.events.jsonl", "snapshot-isolation", "read-atomic", "G-single")]
    public void Every_file_of_Elle_gets_its_published_verdict(
        string file,
        string violated,
        string held,
        string anomaly
    )
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        string path = Path.Combine(SharedHistories.Root!, file);

        HistoryFile read = HistoryReader.Read(file, File.ReadAllText(path));

        Assert.Empty(read.Problems);
        Assert.Equal(
            anomaly,
            Assert
                .IsType<Verdict.Violated>(Judge.Check(read.Histories[0], violated, JudgeOptions.Default))
                .Anomaly
        );
        Assert.IsType<Verdict.Holds>(Judge.Check(read.Histories[0], held, JudgeOptions.Default));
    }

    private static IEnumerable<string> Wrong(History history, JsonElement expected)
    {
        IReadOnlyList<Verdict> verdicts = TransactionChecker.Check(
            new Inquiry(history, Models, JudgeOptions.Default)
        );
        string[] violated = Names(expected, "exact_violated");
        string[] satisfied = Names(expected, "exact_satisfied");
        // With options Elle assumes an order of versions that the history does not tell.
        bool isAssuming =
            expected.TryGetProperty("options", out JsonElement options) && options.EnumerateObject().Any();
        string[] byElle = isAssuming ? [] : Names(expected, "elle_violated");
        for (int i = 0; i < Models.Count; i++)
        {
            ConsistencyModel model = ConsistencyModels.Find(Models[i])!;
            bool isViolated = violated.Any(Is);
            bool isSatisfied = satisfied.Any(Is);
            string? problem = verdicts[i] switch
            {
                Verdict.Violated when isSatisfied => "violated, but an order exists",
                Verdict.Holds when isViolated => "holds, but no order exists",
                Verdict.Holds when byElle.Any(Is) && !isSatisfied => "holds, but Elle found a violation",
                Verdict.Undecided when model.Name != "read-uncommitted" => "undecided",
                _ => null,
            };
            if (problem is not null)
            {
                yield return $"{history.Name}, {Models[i]}: {problem} ({verdicts[i]})";
            }

            bool Is(string name) => ReferenceEquals(ConsistencyModels.Find(name), model);
        }
    }

    private static string[] Names(JsonElement expected, string property) =>
        expected.TryGetProperty(property, out JsonElement names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
}
