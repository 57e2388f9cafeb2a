using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Simulation.Campaigns;
using Simulation.Cli.Lab;
using Simulation.Reports;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Search;

namespace Simulation.Cli.Commands;

/// <summary>
/// Runs the trials that a sweep asks for: reads lines of trial, seed and cell, writes a line of JSON for each.
/// </summary>
internal sealed class SlotCommand : Command
{
    private readonly Argument<string> _file = Switches.Word("FILE", "The scenario file.");
    private readonly Option<string[]> _set = Switches.Set();
    private readonly Option<string?> _params = Switches.Params();
    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public SlotCommand(Shell shell, ILaboratory laboratory)
        : base("slot", "Run trials for a sweep; sweeps start this by themselves.")
    {
        _shell = shell;
        _laboratory = laboratory;
        Hidden = true;
        Add(_file);
        Add(_set);
        Add(_params);
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        (ulong Seed, LoadedScenario Scenario)? loaded = null;
        while (_shell.In.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            int trial = int.Parse(words[0], CultureInfo.InvariantCulture);
            ulong seed = ulong.Parse(words[1], CultureInfo.InvariantCulture);
            int cell = int.Parse(words[2], CultureInfo.InvariantCulture);
            if (loaded?.Seed != seed)
            {
                loaded = (seed, Load(parsed, seed));
            }

            RunResult run = loaded.Value.Scenario.Runs[cell].Run(new RunWishes())!;
            _shell.Out.WriteLine(
                JsonSerializer.Serialize(Result(trial, run), CampaignJson.Default.TrialResult)
            );
            _shell.Out.Flush();
        }

        return ExitCode.Held;
    }

    private LoadedScenario Load(ParseResult parsed, ulong seed) =>
        _laboratory.Load(
            new ScenarioSource
            {
                Path = parsed.GetValue(_file)!,
                Seed = seed,
                Sets = parsed.GetValue(_set)!,
                ParamsPath = parsed.GetValue(_params),
                IsLargeMeant = true,
            }
        );

    private static TrialResult Result(int trial, RunResult run)
    {
        FailureSignature? signature = FailureSignature.Of(run);
        TrialVerdict verdict = Verdicts.Exit([run]) switch
        {
            ExitCode.Held => TrialVerdict.Held,
            ExitCode.Failed => TrialVerdict.Failed,
            _ => TrialVerdict.Unknown,
        };
        return new TrialResult(
            trial,
            verdict,
            run.Id,
            Figures.Hash(run.Fingerprint),
            verdict == TrialVerdict.Held ? "" : signature?.ToString() ?? "nobody can tell",
            verdict == TrialVerdict.Held ? "" : Because(run),
            run.EventCount
        );
    }

    private static string Because(RunResult run) =>
        run
            .Expectations.Where(one => one is { Judgement: not Judgement.Held, IsWarning: false })
            .Select(one => one.Because)
            .Concat(run.Models.Where(one => one.Judgement != Judgement.Held).Select(one => one.Because))
            .FirstOrDefault("");
}
