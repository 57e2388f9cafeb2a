using CsCheck;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Loading;
using Simulation.Tests.Scenarios.Expressions;

namespace Simulation.Tests.Scenarios.Loading;

public sealed class MutationTests
{
    private const string Letters = "[]{}\"'#:-&*!|>%@`,?~$\t\n 0x\\";

    private static readonly Gen<string> AnyFile = AnyOf([.. ScenarioFiles.Sound, .. ScenarioFiles.Broken]);

    private static readonly Gen<(int Kind, int First, int Second, char Letter)> AnyChange = Gen.Select(
        Gen.Int[0, 6],
        Gen.Int[0, 1_000_000],
        Gen.Int[0, 1_000_000],
        AnyOf([.. Letters])
    );

    [Fact]
    public void A_changed_file_gives_cells_or_problems_and_nothing_else() =>
        Gen.Select(AnyFile, AnyChange.Array[1, 3])
            .Sample(
                (file, changes) =>
                {
                    string text = changes.Aggregate(ScenarioFiles.Text(file), Change);

                    LoadResult result = ScenarioFiles.Load(file, text);

                    return result.Cells.Count > 0 || result.Problems.Count > 0;
                },
                iter: 2_000,
                threads: 1
            );

    [Fact]
    public void A_changed_sentence_is_an_expectation_or_has_problems() =>
        Gen.Select(AnyOf(Sentences), AnyChange.Array[1, 4])
            .Sample(
                (sentence, changes) =>
                {
                    string text = changes.Aggregate(sentence, Change);

                    ParsedExpectation parsed = ExpectationParser.Parse(text, Vocabularies.Shop);

                    return parsed.Expectation is null == parsed.Problems.Count > 0
                        && parsed.Problems.All(problem =>
                            problem.Length >= 1 && problem.Offset <= text.Length
                        );
                },
                iter: 20_000,
                threads: 1
            );

    private static string[] Sentences { get; } =
    [
        "p99(latency, region=us) <= 50ms",
        "availability{region=us} >= 99.9%",
        "history(shoppers) satisfies linearizable, causal",
        "converged within 5s",
        "never leader-elected",
        "run stopped",
        "rate(refused) < 10/s",
    ];

    private static Gen<T> AnyOf<T>(IReadOnlyList<T> items) =>
        Gen.Int[0, items.Count - 1].Select(index => items[index]);

    private static string Change(string text, (int Kind, int First, int Second, char Letter) change)
    {
        List<string> lines = [.. text.Split('\n')];
        int line = change.First % lines.Count;
        int place = change.First % (text.Length + 1);
        switch (change.Kind)
        {
            case 0:
                lines.RemoveAt(line);
                return string.Join('\n', lines);
            case 1:
                lines.Insert(line, lines[line]);
                return string.Join('\n', lines);
            case 2:
                int other = change.Second % lines.Count;
                (lines[line], lines[other]) = (lines[other], lines[line]);
                return string.Join('\n', lines);
            case 3:
                return text[..place];
            case 4:
                return text.Insert(place, change.Letter.ToString());
            case 5:
                return place < text.Length ? text.Remove(place, 1) : text;
            default:
                return place < text.Length ? text[..place] + change.Letter + text[(place + 1)..] : text;
        }
    }
}
