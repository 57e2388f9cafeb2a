using System.Text.Json;
using Simulation.Checkers;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Linearizability;

public sealed class KnownVerdictTests
{
    [Theory]
    [InlineData("porcupine-etcd")]
    [InlineData("porcupine-kv")]
    [InlineData("knossos/cas-register")]
    public void Every_shared_history_gets_its_published_verdict(string folder)
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        List<string> wrong = [];
        int judged = 0;

        foreach ((string file, _, string expected) in SharedHistories.Manifest())
        {
            if (file.StartsWith(folder, StringComparison.Ordinal))
            {
                foreach (string name in (string[])[file, Path.ChangeExtension(file, ".events.jsonl")])
                {
                    judged++;
                    string verdict = VerdictOn(Path.Combine(SharedHistories.Root!, name));
                    if (verdict != expected)
                    {
                        wrong.Add($"{name}: {verdict}, expected {expected}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.NotEqual(0, judged);
    }

    [Theory]
    [InlineData("synth-uniqreg-200-5-11.log", true)]
    [InlineData("synth-uniqreg-200-5-12-bad.log", false)]
    [InlineData("synth-register-500-8-14.log", true)]
    [InlineData("synth-kv-2000-16-16-8.txt", true)]
    public void Every_synthetic_history_gets_its_verdict(string file, bool isLinearizable)
    {
        string verdict = VerdictOn(Repository.PathOf("tests", "data", "histories", "synthetic", file));

        Assert.Equal(isLinearizable ? "linearizable=true" : "linearizable=false", verdict);
    }

    [Fact]
    public void Every_small_history_gets_its_exhaustive_verdict()
    {
        string text = File.ReadAllText(
            Repository.PathOf("tests", "data", "histories", "small-exact", "register.jsonl")
        );
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        HistoryFile file = HistoryReader.Read("register", text);

        Assert.Equal(lines.Length, file.Histories.Count);
        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument document = JsonDocument.Parse(lines[i]);
            bool isBroken = document
                .RootElement.GetProperty("exact_violated")
                .EnumerateArray()
                .Any(model => model.GetString() == "linearizable");
            Verdict verdict = Judge.Check(file.Histories[i], "linearizable", JudgeOptions.Default);
            Assert.True(
                isBroken ? verdict is Verdict.Violated : verdict is Verdict.Holds,
                file.Histories[i].Name
            );
        }
    }

    private static string VerdictOn(string path)
    {
        HistoryFile file = HistoryReader.Read(path, File.ReadAllText(path));
        Assert.Empty(file.Problems);
        return Judge.Check(file.Histories[0], "linearizable", JudgeOptions.Default) switch
        {
            Verdict.Holds => "linearizable=true",
            Verdict.Violated => "linearizable=false",
            _ => "undecided",
        };
    }
}
