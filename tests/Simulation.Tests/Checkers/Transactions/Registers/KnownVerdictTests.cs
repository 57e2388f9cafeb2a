using Simulation.Checkers;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions.Registers;

public sealed class KnownVerdictTests
{
    [Theory]
    [InlineData("awdit/", 12)]
    [InlineData("polysi/", 5)]
    public void Every_file_gets_the_verdicts_of_its_publishers(string folder, int count)
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        (string File, string Model, string Verdict)[] rows =
        [
            .. SharedHistories.Manifest().Where(row => row.File.StartsWith(folder, StringComparison.Ordinal)),
        ];

        string[] wrong = [.. rows.SelectMany(row => Wrong(row.File, row.Verdict))];

        Assert.Empty(wrong);
        Assert.Equal(count, rows.Length);
    }

    [Fact]
    public void A_value_from_nowhere_breaks_every_model()
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        using FileStream bytes = File.OpenRead(
            Path.Combine(SharedHistories.Root!, "elle-cli", "rw-register.edn")
        );

        HistoryFile file = HistoryReader.Read("rw-register", bytes);

        Assert.All(
            Judge.CheckAll(
                file.Histories[0],
                [ConsistencyModels.Find("read-committed")!, ConsistencyModels.Find("serializable")!],
                JudgeOptions.Default
            ),
            verdict => Assert.Equal("thin-air-read", Assert.IsType<Verdict.Violated>(verdict.Verdict).Anomaly)
        );
    }

    private static IEnumerable<string> Wrong(string path, string expected)
    {
        using FileStream bytes = File.OpenRead(Path.Combine(SharedHistories.Root!, path));
        HistoryFile file = HistoryReader.Read(path, bytes);
        Assert.Empty(file.Problems);
        foreach (string part in expected.Split("; "))
        {
            string model = part[..part.IndexOf('=', StringComparison.Ordinal)];
            bool holds = part[(model.Length + 1)..].StartsWith("true", StringComparison.Ordinal);
            Verdict verdict = Judge.Check(file.Histories[0], model, JudgeOptions.Default);
            bool isRight = holds ? verdict is Verdict.Holds : verdict is Verdict.Violated;
            if (!isRight)
            {
                yield return $"{path}, {model}: {verdict}";
            }
        }
    }
}
