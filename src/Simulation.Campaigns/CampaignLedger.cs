namespace Simulation.Campaigns;

/// <summary>
/// What is known of a campaign: which trials are done, handed out, or to come. Each trial has one result,
/// however often it was run.
/// </summary>
internal sealed class CampaignLedger
{
    /// <summary>How much work a lease holds, so that neither short nor long trials leave a core idle.</summary>
    private const int LeaseMilliseconds = 200;

    private const int LeaseTrialsMax = 256;

    private readonly Queue<int> _returned = new();
    private readonly SortedSet<int> _contradicted = [];
    private TrialResult?[] _results = [];
    private int _next;

    /// <summary>How many trials there are; 0 before the plan is known.</summary>
    public int Trials => _results.Length;

    /// <summary>How many are recorded.</summary>
    public int Done { get; private set; }

    /// <summary>How many failed.</summary>
    public int Failed { get; private set; }

    /// <summary>How many nobody can tell.</summary>
    public int Unknown { get; private set; }

    /// <summary>Trials whose second result was another than the first.</summary>
    public IEnumerable<int> Contradicted => _contradicted;

    /// <summary>Whether every trial of the plan is recorded.</summary>
    public bool IsDone => Done == Trials;

    /// <summary>Takes the plan.</summary>
    public void Begin(int trials) => _results = new TrialResult?[trials];

    /// <summary>The trials that are to be handed to a slot now; none where all are done or handed out.</summary>
    /// <param name="milliseconds">How long a trial takes there; 0 for not known yet: then it gets one.</param>
    /// <param name="slots">How many slots there are: near the end each gets its share only.</param>
    public int[] Lease(int milliseconds, int slots)
    {
        int left = Trials - _next + _returned.Count;
        int fair = Math.Max(1, left / (3 * Math.Max(1, slots)));
        int wanted = milliseconds == 0 ? 1 : Math.Clamp(LeaseMilliseconds / milliseconds, 1, LeaseTrialsMax);
        var trials = new List<int>();
        while (trials.Count < Math.Min(wanted, fair) && Next() is { } trial)
        {
            trials.Add(trial);
        }

        return [.. trials];
    }

    /// <summary>Takes back what a slot had when it was lost; what is done meanwhile is not run again.</summary>
    public void Return(IEnumerable<int> trials)
    {
        foreach (int trial in trials)
        {
            _returned.Enqueue(trial);
        }
    }

    /// <summary>What of a report is new, and what contradicts what is known; changes nothing.</summary>
    public Recorded Sift(IReadOnlyList<TrialResult> results)
    {
        var fresh = new List<TrialResult>();
        var contradicted = new List<int>();
        foreach (TrialResult result in results)
        {
            TrialResult? known = _results[result.Trial] ?? fresh.Find(one => one.Trial == result.Trial);
            if (known is null)
            {
                fresh.Add(result);
            }
            else if (Contradicts(known, result) && !_contradicted.Contains(result.Trial))
            {
                contradicted.Add(result.Trial);
            }
        }

        return new Recorded([.. fresh], [.. contradicted]);
    }

    /// <summary>The results recorded so far of a range of trials.</summary>
    public IEnumerable<TrialResult> Results(int from, int count) =>
        _results.Skip(from).Take(count).OfType<TrialResult>();

    /// <summary>Takes what was stored.</summary>
    public void Apply(Recorded recorded)
    {
        foreach (TrialResult result in recorded.Results)
        {
            _results[result.Trial] = result;
            Done++;
            Failed += result.Verdict == TrialVerdict.Failed ? 1 : 0;
            Unknown += result.Verdict == TrialVerdict.Unknown ? 1 : 0;
        }

        _contradicted.UnionWith(recorded.Contradicted);
    }

    /// <summary>A trial that did not end says nothing about one that did.</summary>
    private static bool Contradicts(TrialResult known, TrialResult again) =>
        known.Fingerprint.Length > 0
        && again.Fingerprint.Length > 0
        && known.Fingerprint != again.Fingerprint;

    private int? Next()
    {
        while (_returned.TryDequeue(out int returned))
        {
            if (_results[returned] is null)
            {
                return returned;
            }
        }

        while (_next < Trials)
        {
            int trial = _next++;
            if (_results[trial] is null)
            {
                return trial;
            }
        }

        return null;
    }
}
