using System.CommandLine;
using Simulation.Checkers;
using Simulation.Cli.Output;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Json;

namespace Simulation.Cli.Commands;

/// <summary>Judges histories from anywhere against a consistency model.</summary>
internal sealed class CheckCommand : Command
{
    private const string Text = """
        Judge a history of client operations: ours, Jepsen's, Porcupine's.

        Examples:
          simlab check results/crash-and-recover/latest/history.jsonl --model linearizable
          simlab check jepsen/history.edn --model linearizable --budget 5m
        """;

    /// <summary>
    /// Work is counted in steps, so that a verdict is the same on every machine; this many pass for a second.
    /// </summary>
    private const long StepsPerSecond = 1_000_000;
    private const int ProblemsShown = 20;

    private readonly Argument<string[]> _files = Switches.Files("History files.");
    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = "The consistency model; 'simlab list models' shows them.",
        HelpName = "M",
        Required = true,
    };
    private readonly Option<SimDuration?> _budget = Switches.Length(
        "--budget",
        "How much work a verdict may take, a million steps a second; then it is unknown. 60s unless said.",
        "D"
    );
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
            string word = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (word.Length > 0 && ConsistencyModels.Find(word) is null)
            {
                string? meant = Likeness.Nearest(
                    word,
                    ConsistencyModels.All.SelectMany(model => model.Aliases.Append(model.Name))
                );
                result.AddError(
                    $"no consistency model is called '{word}'"
                        + (meant is null ? "" : $", did you mean {meant}?")
                );
            }
        });
        Add(_files);
        Array.ForEach<Option>([_model, _budget, _failedCas, _form, _verbose], Add);
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
        };
        string model = ConsistencyModels.Find(parsed.GetValue(_model)!)!.Name;
        List<(string Name, Verdict Verdict)> verdicts = [];
        bool hasProblems = false;
        foreach (string path in parsed.GetValue(_files)!)
        {
            string text = path == "-" ? _shell.In.ReadToEnd() : CommandFailure.Read(path);
            HistoryFile file = HistoryReader.Read(path, text, failedCas);
            hasProblems |= file.Problems.Count > 0;
            Say(path, file.Problems);

            verdicts.AddRange(
                file.Problems.Count > 0
                    ? []
                    : file.Histories.Select(history => (history.Name, Judge.Check(history, model, options)))
            );
        }

        _shell.Out.Write(
            parsed.GetValue(_form) == OutputForm.Json ? Json(verdicts, model) : Lines(verdicts, model)
        );
        return hasProblems ? ExitCode.WrongInput : Exit(verdicts);
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

    private static ExitCode Exit(List<(string Name, Verdict Verdict)> verdicts)
    {
        if (verdicts.Exists(one => one.Verdict is Verdict.Violated))
        {
            return ExitCode.Failed;
        }

        return verdicts.Count == 0 || verdicts.Exists(one => one.Verdict is Verdict.Undecided)
            ? ExitCode.Unknown
            : ExitCode.Held;
    }

    private static string Lines(List<(string Name, Verdict Verdict)> verdicts, string model) =>
        string.Concat(
            verdicts.Select(one =>
                one.Verdict switch
                {
                    Verdict.Holds => $"{one.Name}: {model}\n",
                    Verdict.Undecided undecided =>
                        $"{one.Name}: unknown whether {model}: {undecided.Reason}\n",
                    Verdict.Violated violated => $"{one.Name}: not {model}, {violated.Anomaly}\n"
                        + Indented(violated.Because)
                        + Indented(string.Join('\n', violated.Operations.Select(Line))),
                    _ => throw new ArgumentOutOfRangeException(
                        nameof(verdicts),
                        one.Verdict,
                        "no such verdict"
                    ),
                }
            )
        );

    private static string Indented(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => "  " + line + "\n"));

    private static string Line(Operation operation)
    {
        string end = operation.Completed is { } completed ? completed.ToString() : "never answered";
        string key = operation.Key is null ? "" : " " + operation.Key;
        return $"process {operation.Process}: {operation.Function}{key} {operation.Argument} -> {operation.Result}"
            + $"   {operation.Invoked}..{end}  {operation.Outcome}";
    }

    private static string Json(List<(string Name, Verdict Verdict)> verdicts, string model) =>
        JsonText.Write(
            new JsonMap()
                .With("model", model)
                .With(
                    "verdicts",
                    verdicts.Select(one =>
                        (object?)(
                            one.Verdict switch
                            {
                                Verdict.Holds => new JsonMap()
                                    .With("history", one.Name)
                                    .With("verdict", "holds"),
                                Verdict.Undecided undecided => new JsonMap()
                                    .With("history", one.Name)
                                    .With("reason", undecided.Reason)
                                    .With("verdict", "undecided"),
                                Verdict.Violated violated => new JsonMap()
                                    .With("anomaly", violated.Anomaly)
                                    .With("because", violated.Because)
                                    .With("history", one.Name)
                                    .With(
                                        "operations",
                                        violated.Operations.Select(operation => (object?)operation.Index)
                                    )
                                    .With("verdict", "violated"),
                                _ => throw new ArgumentOutOfRangeException(
                                    nameof(verdicts),
                                    one.Verdict,
                                    "no such verdict"
                                ),
                            }
                        )
                    )
                )
        );
}
