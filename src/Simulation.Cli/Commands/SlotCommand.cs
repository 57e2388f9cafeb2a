using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Simulation.Campaigns;
using Simulation.Cli.Lab;
using Simulation.Cli.Sweeps;
using Simulation.Reports;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Search;

namespace Simulation.Cli.Commands;

/// <summary>
/// Runs the trials that a sweep asks for: reads the sweep's brief, then a line with the number of each trial, and
/// writes a line of JSON for each.
/// </summary>
internal sealed class SlotCommand : Command
{
    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public SlotCommand(Shell shell, ILaboratory laboratory)
        : base("slot", "Run trials for a sweep; sweeps start this by themselves.")
    {
        _shell = shell;
        _laboratory = laboratory;
        Hidden = true;
        SetAction(_ => (int)Run());
    }

    private ExitCode Run()
    {
        if (SweepBrief.Read(_shell.In.ReadLine() ?? "") is not { } brief)
        {
            return ExitCode.WrongInput;
        }

        var trials = new SlotTrials(_laboratory, brief);
        while (_shell.In.ReadLine() is { } line)
        {
            int trial = int.Parse(line, CultureInfo.InvariantCulture);
            RunResult run = trials.Of(trial).Run(new RunWishes())!;
            _shell.Out.WriteLine(
                JsonSerializer.Serialize(Result(trial, run), CampaignJson.Default.TrialResult)
            );
            _shell.Out.Flush();
        }

        return ExitCode.Held;
    }

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
