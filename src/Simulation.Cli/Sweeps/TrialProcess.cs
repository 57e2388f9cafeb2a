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
    private bool _isTooLong;

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
    /// <remarks>
    /// The process is told all trials at once, so that it need not wait for this one in between.
    /// </remarks>
    public TrialResult[] Run(IReadOnlyList<int> trials)
    {
        var results = new TrialResult[trials.Count];
        using Timer limit = new(_ => Overrun());
        int done = 0;
        int attempt = 0;
        bool isTold = false;
        while (done < trials.Count)
        {
            isTold = isTold || Tell(trials.Skip(done));
            if (Hear(limit) is { } result)
            {
                results[done++] = result;
                attempt = 0;
                continue;
            }

            string because = _isTooLong
                ? $"the trial did not end within {brief.TrialMilliseconds / 1000} s"
                : "the process of the trial ended";
            End();
            isTold = false;
            if (++attempt == Tries)
            {
                int trial = trials[done];
                results[done++] = new TrialResult(
                    trial,
                    TrialVerdict.Unknown,
                    "",
                    "",
                    because,
                    $"{because} {Tries} times",
                    0
                );
                attempt = 0;
            }
        }

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private bool Tell(IEnumerable<int> trials)
    {
        try
        {
            _isTooLong = false;
            Process process = _process ??= Begin();
            foreach (int trial in trials)
            {
                process.StandardInput.WriteLine(trial.ToString(CultureInfo.InvariantCulture));
            }

            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // That the process has ended is seen when it is listened to.
        }

        return true;
    }

    /// <summary>Waits for the next result; null where the process ended, or had to be ended.</summary>
    private TrialResult? Hear(Timer limit)
    {
        try
        {
            limit.Change(brief.TrialMilliseconds, Timeout.Infinite);
            string? line = _process?.StandardOutput.ReadLine();
            return line is null ? null : JsonSerializer.Deserialize(line, CampaignJson.Default.TrialResult);
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            return null;
        }
        finally
        {
            limit.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    private void Overrun()
    {
        _isTooLong = true;
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private Process Begin()
    {
        ProcessStartInfo start = OwnProgram.Start("slot", []);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // Counting branches for the compiler pays in minutes, and trials are over in less.
        start.Environment.TryAdd("DOTNET_TieredPGO", "0");
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        _process = process;
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
