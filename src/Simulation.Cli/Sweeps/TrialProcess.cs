using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Simulation.Campaigns;

namespace Simulation.Cli.Sweeps;

/// <summary>
/// Runs trials in a process of their own, which has to itself what a deterministic run needs of a process, and
/// whose end, when a trial hangs or crashes, costs that trial alone.
/// </summary>
internal sealed class TrialProcess(SweepBrief brief) : ITrialRunner
{
    private const int Tries = 2;

    private Process? _process;

    /// <summary>What runs the trials of a campaign; null where this version of the lab cannot.</summary>
    /// <param name="text">The campaign's brief.</param>
    /// <param name="shell">Where the user is told that it cannot.</param>
    public static TrialProcess? Open(string text, Shell shell)
    {
        SweepBrief? brief = SweepBrief.Read(text);
        if (brief is null)
        {
            shell.Say(
                $"a campaign is of another version of simlab than {OwnProgram.Version}: left to others"
            );
        }

        return brief is null ? null : new TrialProcess(brief);
    }

    /// <inheritdoc/>
    public TrialResult Run(int trial)
    {
        string because = "";
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            if (TryRun(trial, out because) is { } result)
            {
                return result;
            }

            End();
        }

        return new TrialResult(trial, TrialVerdict.Unknown, "", "", because, $"{because} {Tries} times", 0);
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private TrialResult? TryRun(int trial, out string because)
    {
        try
        {
            Process process = _process ??= Begin();
            process.StandardInput.WriteLine(trial.ToString(CultureInfo.InvariantCulture));
            process.StandardInput.Flush();
            Task<string?> line = process.StandardOutput.ReadLineAsync();
            if (!line.Wait(TimeSpan.FromMilliseconds(brief.TrialMilliseconds)))
            {
                because = $"the trial did not end within {brief.TrialMilliseconds / 1000} s";
                return null;
            }

            because = "the process of the trial ended";
            return line.Result is { } text
                ? JsonSerializer.Deserialize(text, CampaignJson.Default.TrialResult)
                : null;
        }
        catch (Exception broken)
            when (broken is IOException or AggregateException { InnerException: IOException } or JsonException
            )
        {
            because =
                broken is JsonException
                    ? "the process of the trial said what is no result"
                    : "the process of the trial ended";
            return null;
        }
    }

    private Process Begin()
    {
        ProcessStartInfo start = OwnProgram.Start("slot", []);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.StandardInput.WriteLine(brief.Write());
        return process;
    }

    private void End()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }
}
