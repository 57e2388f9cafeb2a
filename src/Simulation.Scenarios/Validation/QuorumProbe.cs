using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// A client that writes the next version of a key of its own through one coordinator and, at given times after
/// the acknowledgement, reads it through another; again and again.
/// </summary>
/// <param name="number">Its number, unique in the world.</param>
/// <param name="key">The key.</param>
/// <param name="trial">The plan.</param>
/// <param name="findings">Where it writes down what it sees.</param>
/// <param name="coordinators">Who is asked.</param>
internal sealed class QuorumProbe(
    int number,
    string key,
    QuorumTrial trial,
    QuorumFindings findings,
    (ProcessRef Writer, ProcessRef Reader) coordinators
) : Process
{
    private readonly Dictionary<int, (int Point, int Version, SimTime At)> _reads = [];
    private ProcessTimer _timer = null!;
    private int _version;
    private int _write;
    private SimTime _asked;
    private SimTime _acknowledged;
    private int _next;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _timer = CreateTimer("next");
        BeginTrial();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        var reply = (KvReply)message;
        Invariant.That(reply.Status == KvStatus.Done);
        if (reply.Operation == _write)
        {
            findings.Writes.Add(Milliseconds(_asked));
            _acknowledged = Now;
            ReadWhatIsDue();
            return;
        }

        bool isKnown = _reads.Remove(reply.Operation, out (int Point, int Version, SimTime At) read);
        Invariant.That(isKnown);
        long found = reply.Result.IsNil ? 0 : reply.Result.AsNumber;
        findings.Reads.Add(Milliseconds(read.At));
        findings.Lags[read.Point].Add((int)(read.Version - found));
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (_next < trial.ReadAfter.Count)
        {
            ReadWhatIsDue();
        }
        else
        {
            BeginTrial();
        }
    }

    private void BeginTrial()
    {
        trial.Reach?.Draw();
        _next = 0;
        _version++;
        _write = findings.NextOperation();
        _asked = Now;
        Send(coordinators.Writer, Request(_write, KvFunction.Write, Value.Of(_version)));
    }

    private void ReadWhatIsDue()
    {
        while (_next < trial.ReadAfter.Count && _acknowledged + trial.ReadAfter[_next] <= Now)
        {
            int operation = findings.NextOperation();
            _reads.Add(operation, (_next, _version, Now));
            _next++;
            Send(coordinators.Reader, Request(operation, KvFunction.Read, Value.Nil));
        }

        SimDuration left =
            _next < trial.ReadAfter.Count ? _acknowledged + trial.ReadAfter[_next] - Now : trial.Pause;
        _timer.Set(left);
    }

    private KvRequest Request(int operation, KvFunction function, Value argument) =>
        new(operation, number, operation, function, key, argument, Value.Nil);

    private double Milliseconds(SimTime since) => (Now - since).Nanoseconds / 1e6;
}

/// <summary>What probes saw.</summary>
/// <param name="points">At how many times after the acknowledgement each version is read.</param>
internal sealed class QuorumFindings(int points)
{
    private int _operations;

    /// <summary>From asking to the acknowledgement of each write, in milliseconds.</summary>
    public List<double> Writes { get; } = [];

    /// <summary>From asking to the answer of each read, in milliseconds.</summary>
    public List<double> Reads { get; } = [];

    /// <summary>
    /// For each time after the acknowledgement, how many versions older than the acknowledged one was what each
    /// read found.
    /// </summary>
    public IReadOnlyList<List<int>> Lags { get; } =
    [.. Enumerable.Range(0, points).Select(_ => new List<int>())];

    /// <summary>How often it was right that a read at a point is at most so many versions behind.</summary>
    public Estimate Within(int point, int versions) =>
        Estimate.MeanOfBatches([.. Lags[point].Select(lag => lag < versions ? 1.0 : 0.0)]);

    /// <summary>A number that no other request has.</summary>
    public int NextOperation() => _operations++;
}
