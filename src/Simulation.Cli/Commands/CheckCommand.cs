using System.CommandLine;
using Simulation.Checkers;
using Simulation.Cli.Output;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Charts;

namespace Simulation.Cli.Commands;

/// <summary>Judges histories from anywhere against a consistency model.</summary>
internal sealed class CheckCommand : Command
{
    private const string Text = """
        Judge a history of client operations: ours, Jepsen's, Elle's, Porcupine's, plume's.

        Examples:
          simlab check results/crash-and-recover/latest/history.jsonl --model linearizable
          simlab check jepsen/history.edn --model serializable,snapshot-isolation --budget 5m
          simlab check history.jsonl --model all --picture why.svg
          simlab check history.edn --model snapshot-isolation --with real-time --without G1b
        """;

    /// <summary>
    /// Work is counted in steps, so that a verdict is the same on every machine; this many pass for a second.
    /// </summary>
    private const long StepsPerSecond = 1_000_000;
    private const int ProblemsShown = 20;

    private readonly Argument<string[]> _files = Switches.Files("History files.");
    private readonly Option<string> _model = new("--model", "-m")
    {
        Description =
            "The consistency model, several with commas between, or all; 'simlab list models' shows them.",
        HelpName = "M",
        Required = true,
    };
    private readonly Option<string?> _with = AxiomOption(
        "--with",
        "Axioms that every model of transactions shall demand: session-order, real-time.",
        axiom => axiom.CanBeAdded
    );
    private readonly Option<string?> _without = AxiomOption(
        "--without",
        "Axioms that none shall demand: session-order, real-time, or an anomaly of single reads to let pass, "
            + "such as G1b or internal; 'simlab list axioms' shows them.",
        _ => true
    );
    private readonly Option<string?> _picture = new("--picture")
    {
        Description = "Draw the first violation into an SVG file.",
        HelpName = "FILE",
    };
    private readonly Option<SimDuration?> _budget = Switches.Length(
        "--budget",
        "How much work a verdict may take, a million steps a second; then it is unknown. 60s unless said.",
        "D"
    );
    private readonly Option<SimDuration?> _staleness = Switches.Length(
        "--max-age",
        "With bounded-staleness: how old what is read may be.",
        "D"
    );
    private readonly Option<int?> _versions = new("--max-versions")
    {
        Description = "With bounded-staleness: among how many of the last versions a read is.",
        HelpName = "K",
    };
    private readonly Option<string?> _failedCas = new("--failed-cas")
    {
        Description =
            "What a refused compare-and-set says: observed-difference or did-not-happen. "
            + "As is usual for the format unless said.",
        HelpName = "MEANING",
    };
    private readonly Option<string?> _form = Switches.Form("human", "plain", "json");
    private readonly Option<bool> _verbose = Switches.Verbose();
    private readonly Shell _shell;

    public CheckCommand(Shell shell)
        : base("check", Text)
    {
        _shell = shell;
        _failedCas.AcceptOnly("observed-difference", "did-not-happen");
        _model.Validators.Add(result =>
        {
            string words = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            foreach (string word in Words(words))
            {
                if (word != ConsistencyModels.AllOfThem && ConsistencyModels.Find(word) is null)
                {
                    result.AddError(Unknown(word));
                }
            }
        });
        Add(_files);
        Array.ForEach<Option>(
            [_model, _with, _without, _budget, _staleness, _versions, _failedCas, _picture, _form, _verbose],
            Add
        );
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        FailedCas? failedCas = parsed.GetValue(_failedCas) switch
        {
            "observed-difference" => FailedCas.ObservedDifference,
            "did-not-happen" => FailedCas.DidNotHappen,
            _ => null,
        };
        SimDuration budget = parsed.GetValue(_budget) ?? 60.Seconds;
        JudgeOptions options = new()
        {
            ConfigurationsMax = Math.Max(budget.Nanoseconds / 1000 * StepsPerSecond / 1_000_000, 1),
            StalenessMax = parsed.GetValue(_staleness),
            VersionsMax = parsed.GetValue(_versions),
            Axioms = new AxiomSwitches(Axioms(parsed.GetValue(_with)), Axioms(parsed.GetValue(_without))),
        };
        string[] models = Words(parsed.GetValue(_model)!);
        List<JudgedHistory> judged = [];
        bool hasProblems = false;
        foreach (string path in parsed.GetValue(_files)!)
        {
            HistoryFile file = ReadHistory(path, failedCas);
            hasProblems |= file.Problems.Count > 0;
            Say(path, file.Problems);
            judged.AddRange(
                file.Problems.Count > 0
                    ? []
                    : file.Histories.Select(history => JudgedHistory.Of(history, models, options))
            );
        }

        bool isJson = parsed.GetValue(_form) == OutputForm.Json;
        _shell.Out.Write(isJson ? JudgementJson.Of(judged) : JudgementLines.Of(judged));
        if (parsed.GetValue(_picture) is { } picture)
        {
            Draw(picture, judged);
        }

        return hasProblems ? ExitCode.WrongInput : Exit(judged);
    }

    private static Axiom[] Axioms(string? names) =>
        [.. Words(names ?? "").Select(name => Axiom.Find(name)!).Distinct()];

    private static Option<string?> AxiomOption(string name, string text, Func<Axiom, bool> isTaken)
    {
        Option<string?> option = new(name) { Description = text, HelpName = "AXIOM,..." };
        option.Validators.Add(result =>
        {
            string words = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            foreach (string word in Words(words))
            {
                if (Axiom.Find(word) is not { } axiom)
                {
                    string? meant = Likeness.Nearest(word, Axiom.All.Select(known => known.Name));
                    result.AddError(
                        $"no axiom is called '{word}'" + (meant is null ? "" : $", did you mean {meant}?")
                    );
                }
                else if (!isTaken(axiom))
                {
                    result.AddError($"{axiom.Name} can be let pass by --without, not demanded by {name}");
                }
            }
        });
        return option;
    }

    private void Draw(string path, List<JudgedHistory> judged)
    {
        foreach (JudgedHistory one in judged)
        {
            if (one.FirstViolation is { } found && found.Verdict is Verdict.Violated violated)
            {
                CommandFailure.Write(path, CounterexampleChart.Draw(one.Name, found.Model.Name, violated));
                return;
            }
        }

        _shell.Say($"simlab: nothing is violated, so {path} was not written");
    }

    private static string[] Words(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Unknown(string word)
    {
        string? meant = Likeness.Nearest(
            word,
            ConsistencyModels.All.SelectMany(model => model.Aliases.Append(model.Name))
        );
        return $"no consistency model is called '{word}'" + (meant is null ? "" : $", did you mean {meant}?");
    }

    /// <summary>Reads line by line where the format allows it: a history may be longer than memory is.</summary>
    private HistoryFile ReadHistory(string path, FailedCas? failedCas)
    {
        if (path == "-")
        {
            return HistoryReader.Read(path, _shell.In, failedCas);
        }

        try
        {
            using FileStream bytes = CommandFailure.Open(path);
            return HistoryReader.Read(path, bytes, failedCas);
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException)
        {
            throw new CommandFailure(ExitCode.NoSuchFile, $"cannot read {path}: {refused.Message}");
        }
    }

    /// <summary>
    /// A file of another kind has a problem in every word, of which nobody reads more than a few.
    /// </summary>
    private void Say(string path, IReadOnlyList<HistoryProblem> problems)
    {
        foreach (HistoryProblem problem in problems.Take(ProblemsShown))
        {
            _shell.Say($"{path}:{problem.Line}:{problem.Column}: error: {problem.Message}");
        }

        if (problems.Count > ProblemsShown)
        {
            _shell.Say($"{path}: and {Figures.Count(problems.Count - ProblemsShown)} more problems");
        }
    }

    private static ExitCode Exit(List<JudgedHistory> judged)
    {
        IEnumerable<Verdict> verdicts = judged.SelectMany(one => one.Verdicts).Select(found => found.Verdict);
        return verdicts.Any(verdict => verdict is Verdict.Violated) ? ExitCode.Failed
            : judged.Count == 0 || verdicts.Any(verdict => verdict is Verdict.Undecided) ? ExitCode.Unknown
            : ExitCode.Held;
    }
}
