using System.CommandLine;
using System.Globalization;
using Simulation.Campaigns;
using Simulation.Campaigns.Storage;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Cli.Sweeps;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Json;

namespace Simulation.Cli.Commands;

/// <summary>Runs a scenario under many seeds, on all cores, and groups the failures.</summary>
internal sealed class SweepCommand : Command
{
    private const string Text = """
        Run a scenario under many seeds, each matrix cell under each, and group what failed by cause.
        What is done is stored: the same command goes on where it was stopped.

        Examples:
          simlab sweep scenarios/swarm.yaml --seeds 1..500
          simlab sweep scenarios/swarm.yaml --seeds 1..100000 --until-fail --time-limit 10m
          simlab sweep scenarios/swarm.yaml --seeds 1..100000 --listen 10.0.0.5:5101   (and: simlab worker)
        """;

    private const int TrialsMax = 10_000_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>How long others are waited for: nodes to answer, a store to take what it refused.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Argument<string> _file = Switches.Word("FILE", "The scenario file.");
    private readonly Option<SeedRange?> _seeds = Seeds();
    private readonly Option<string[]> _set = Switches.Set();
    private readonly Option<string?> _params = Switches.Params();
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<string?> _form = Switches.Form("human", "plain", "json");
    private readonly Option<bool> _untilFail = Switches.Flag("--until-fail", "Stop at the first failure.");
    private readonly Option<bool> _restart = Switches.Flag(
        "--restart",
        "Forget what is stored and begin anew."
    );
    private readonly Option<SimDuration?> _timeLimit = Switches.Length(
        "--time-limit",
        "Stop after so much of your own time; the same command goes on later.",
        "D"
    );
    private readonly Option<SimDuration?> _trialLimit = Switches.Length(
        "--trial-limit",
        "How much of your own time one trial may take before it counts as unknown; 5m where not said.",
        "D"
    );
    private readonly Option<int?> _jobs = ClusterSwitches.Jobs();
    private readonly Option<NodeAddress?> _listen = ClusterSwitches.Listen();
    private readonly Option<NodeAddress[]> _join = ClusterSwitches.Join(
        "Work in a cluster that is there: a coordinator's address.",
        isRequired: false
    );
    private readonly Option<string?> _store = new("--store")
    {
        Description =
            "Where campaigns are stored: postgres://user:password@host:port/database, or a file; "
            + "campaigns.db in the folder of results where not said.",
        HelpName = "PLACE",
    };
    private readonly Option<bool> _onlyCoordinate = Switches.Flag(
        "--only-coordinate",
        "Run no trials here: leave them to workers."
    );

    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public SweepCommand(Shell shell, ILaboratory laboratory)
        : base("sweep", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        Add(_file);
        Option[] options =
        [
            _seeds,
            _jobs,
            _listen,
            _join,
            _store,
            _onlyCoordinate,
            _untilFail,
            _timeLimit,
            _trialLimit,
            _restart,
            _set,
            _params,
            _out,
            _form,
        ];
        Array.ForEach(options, Add);
        SetAction(parsed => (int)Run(parsed));
    }

    private static Option<SeedRange?> Seeds() =>
        new("--seeds")
        {
            Description = "The seeds, first and last: 1..500; 1..100 where not said.",
            HelpName = "A..B",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                SeedRange? range = SeedRange.Parse(text);
                if (range is null)
                {
                    result.AddError(
                        $"--seeds takes a first and a last seed, such as 1..500; '{text}' is none"
                    );
                }

                return range;
            },
        };

    private ExitCode Run(ParseResult parsed)
    {
        string file = parsed.GetValue(_file)!;
        if (!File.Exists(file))
        {
            throw CommandFailure.Missing(file);
        }

        SeedRange seeds = parsed.GetValue(_seeds) ?? new SeedRange(1, 100);
        ScenarioSource source = Source(parsed, file, seeds);
        LoadedScenario scenario = _laboratory.Load(source);
        scenario.Say(_shell);
        if (scenario.ProblemCount > 0)
        {
            return ExitCode.WrongInput;
        }

        if ((long)scenario.Runs.Count * seeds.Count > TrialsMax)
        {
            throw new CommandFailure(
                ExitCode.WrongCommand,
                $"{Figures.Count((long)scenario.Runs.Count * seeds.Count)} trials are more than one campaign holds, "
                    + $"{Figures.Count(TrialsMax)}: sweep a part of the seeds"
            );
        }

        TimeSpan trialLimit = parsed.GetValue(_trialLimit)?.ToTimeSpan() ?? TimeSpan.FromMinutes(5);
        var plan = SweepPlan.Of(source, scenario, seeds, trialLimit);
        string path = parsed.GetValue(_store) ?? Path.Combine(parsed.GetValue(_out)!, "campaigns.db");
        CampaignStore store = Written.To(path, () => CampaignStore.Open(path));
        if (parsed.GetValue(_restart))
        {
            Written.To(path, () => store.Forget(plan.Id));
        }

        (Results results, bool isCut) = Written.To(
            path,
            () => MakeAsync(plan, store, parsed).GetAwaiter().GetResult()
        );
        return Tell(plan, results, isCut, parsed);
    }

    /// <summary>Writes beside and renames, so that a kill leaves either the old table or the new one.</summary>
    private static void Keep(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".part", text);
        File.Move(path + ".part", path, overwrite: true);
    }

    private ScenarioSource Source(ParseResult parsed, string file, SeedRange seeds) =>
        new()
        {
            Path = file,
            Seed = seeds.First,
            Sets = parsed.GetValue(_set)!,
            ParamsPath = parsed.GetValue(_params),
            IsLargeMeant = true,
        };

    /// <summary>Runs what is not done yet; tells whether something is still to be done.</summary>
    private async Task<(Results Results, bool IsCut)> MakeAsync(
        SweepPlan plan,
        CampaignStore store,
        ParseResult parsed
    )
    {
        CampaignNode node = await OpenAsync(store, parsed).ConfigureAwait(false);
        await using (node.ConfigureAwait(false))
        {
            return await MakeAsync(plan, node, parsed).ConfigureAwait(false);
        }
    }

    private Task<CampaignNode> OpenAsync(CampaignStore store, ParseResult parsed)
    {
        NodeAddress[] join = parsed.GetValue(_join)!;
        NodeAddress own =
            parsed.GetValue(_listen) ?? (join.Length > 0 ? join[0].SeenFromHere() : NodeAddress.Loopback);
        return CampaignNode.CoordinateAsync(store, own, join, Patience);
    }

    private async Task<(Results Results, bool IsCut)> MakeAsync(
        SweepPlan plan,
        CampaignNode node,
        ParseResult parsed
    )
    {
        Progress progress = await node.PlanAsync(
                plan.Id,
                new Plan(plan.Name, plan.Trials, plan.Brief.Write())
            )
            .ConfigureAwait(false);
        int before = progress.Done;
        if (before > 0 && before < progress.Trials)
        {
            _shell.Say(
                $"going on: {Figures.Count(before)} of {Figures.Count(progress.Trials)} trials were done before"
            );
        }

        int jobs = parsed.GetValue(_onlyCoordinate)
            ? 0
            : Math.Min(parsed.GetValue(_jobs) ?? Environment.ProcessorCount, progress.Trials - before);
        for (int slot = 0; slot < jobs; slot++)
        {
            node.AddSlot(text => TrialProcess.Open(text, _shell));
        }

        TimeSpan begun = _shell.Elapsed;
        ProgressBar bar = new(_shell, _shell.HasProgress, plan.Trials);
        (int done, TimeSpan at) = (before, begun);
        while (progress.Done < progress.Trials && !IsOver(progress, parsed))
        {
            await Task.Delay(Look).ConfigureAwait(false);
            progress = await node.ProgressAsync(plan.Id).ConfigureAwait(false);
            (done, at) = progress.Done > done ? (progress.Done, _shell.Elapsed) : (done, at);
            if (node.StoreFailure is { } why && _shell.Elapsed - at > Patience)
            {
                throw new IOException(
                    $"{why}; what was stored is kept, and the same command goes on from there"
                );
            }

            bar.Draw(progress.Done, 0, Words(progress, progress.Done - before, _shell.Elapsed - begun));
        }

        bar.Clear();
        await node.StopSlotsAsync().ConfigureAwait(false);
        Results results = await node.ResultsAsync(plan.Id).ConfigureAwait(false);
        return (results, results.Recorded.Length < plan.Trials);
    }

    private bool IsOver(Progress progress, ParseResult parsed) =>
        _shell.IsInterrupted
        || (parsed.GetValue(_untilFail) && progress.Failed > 0)
        || (parsed.GetValue(_timeLimit)?.ToTimeSpan() is { } limit && _shell.Elapsed > limit);

    private static string Words(Progress progress, int made, TimeSpan elapsed)
    {
        double rate = made / Math.Max(elapsed.TotalSeconds, 0.1);
        double left = rate > 0 ? (progress.Trials - progress.Done) / rate : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rate:0.#}/s, {left:0} s left, {progress.Failed} failed, {progress.Slots} slots"
        );
    }

    private ExitCode Tell(SweepPlan plan, Results results, bool isCut, ParseResult parsed)
    {
        SweepSummary summary = new(plan, results);
        string folder = Path.Combine(parsed.GetValue(_out)!, FileName.Of(plan.Name));
        string table = Path.Combine(folder, $"sweep-{plan.Id}.csv");
        Written.To(table, () => Keep(table, SweepTable.Write(plan, results)));
        if (parsed.GetValue(_form) == OutputForm.Json)
        {
            _shell.Out.Write(JsonText.Write(summary.Json()));
        }
        else
        {
            foreach (string line in summary.Lines())
            {
                _shell.Out.Write(line + "\n");
            }

            _shell.Out.Write($"\nTable   {table}\n");
        }

        if (isCut)
        {
            _shell.Say("the rest is still to be done: the same command goes on where this one stopped");
        }

        return _shell.IsInterrupted ? ExitCode.Interrupted
            : isCut && summary.Exit == ExitCode.Held ? ExitCode.Unknown
            : summary.Exit;
    }
}
