using Simulation.Components.Calls;
using Simulation.Components.Services.Balancing;
using Simulation.Components.Stores;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>
/// A component that a service replica calls: spreads attempts over its replicas, follows redirects, and tells
/// the end of each. Several attempts for one operation may be open at once.
/// </summary>
/// <param name="line">How the process sends and sets timers.</param>
/// <param name="balancer">Which replica is asked.</param>
/// <param name="patience">How long an attempt may take, redirects included.</param>
/// <param name="silence">How long a replica must have kept silent to have failed an attempt that is given
/// up.</param>
/// <param name="attempts">Counts attempts.</param>
internal sealed class Dependency(
    CallLine line,
    LoadBalancer balancer,
    SimDuration patience,
    SimDuration silence,
    CountSeries attempts
)
{
    private const string Silence = "no primary is known";
    private static readonly SimDuration RedirectBackOff = 20.Milliseconds;

    private readonly Dictionary<int, List<Attempt>> _byOperation = [];
    private readonly Dictionary<ProcessTimer, Attempt> _byTimer = [];
    private readonly Stack<Attempt> _idle = new();
    private readonly Stack<List<Attempt>> _idleLists = new();
    private int? _primary;
    private bool _hasPrimary;

    /// <summary>How many replicas there are.</summary>
    public int ReplicaCount => balancer.Count;

    /// <summary>Sends a request to a replica.</summary>
    public Attempt Begin(Call call)
    {
        if (!_idle.TryPop(out Attempt? attempt))
        {
            attempt = new Attempt(line.CreateTimer("call"));
            _byTimer.Add(attempt.Timer, attempt);
        }

        attempt.Request = call.Request;
        attempt.Call = call;
        attempt.Deadline = line.Now + patience;
        attempt.Redirects = 0;
        Of(call.Request.Operation).Add(attempt);
        attempts.Add();
        Ask(attempt, call.Place ?? _primary ?? balancer.Pick(call.Request.Key));
        return attempt;
    }

    /// <summary>Takes a reply; null unless it ended an attempt, which is to be freed then.</summary>
    public Attempt? Take(ProcessRef source, KvReply reply)
    {
        if (!_byOperation.TryGetValue(reply.Operation, out List<Attempt>? open))
        {
            return null;
        }

        Attempt? attempt = open.Find(one => one.IsWaiting && ReferenceEquals(balancer.At(one.Place), source));
        if (attempt is null)
        {
            return null;
        }

        if (reply.Status == KvStatus.Redirect)
        {
            Follow(attempt, reply.Target);
            return null;
        }

        if (reply.Status == KvStatus.Refused)
        {
            balancer.Fail(attempt.Place);
        }
        else
        {
            balancer.Succeed(attempt.Place);
        }

        _hasPrimary |= attempt.Redirects > 0;
        if (_hasPrimary)
        {
            _primary = attempt.Place;
        }

        return attempt;
    }

    /// <summary>Takes a timer; false when it is none of its own.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="ended">The attempt that is over, to be freed; null when none is.</param>
    public bool TryExpire(ProcessTimer timer, out Attempt? ended)
    {
        ended = null;
        if (!_byTimer.TryGetValue(timer, out Attempt? attempt) || attempt.Request is null)
        {
            return attempt is not null;
        }

        if (line.Now >= attempt.Deadline)
        {
            NoteSilence(attempt);
            _primary = null;
            ended = attempt;
        }
        else
        {
            Ask(attempt, (attempt.Place + 1) % balancer.Count);
        }

        return true;
    }

    /// <summary>Gives an attempt up that got no answer: the next one asks another replica.</summary>
    public void Abandon(Attempt attempt)
    {
        NoteSilence(attempt);
        if (attempt.IsWaiting && attempt.Place == _primary)
        {
            _primary = null;
        }

        Free(attempt);
    }

    /// <summary>Forgets an attempt; its answer will find nobody.</summary>
    public void Free(Attempt attempt)
    {
        int operation = attempt.Request!.Operation;
        List<Attempt> open = _byOperation[operation];
        open.Remove(attempt);
        if (open.Count == 0)
        {
            _byOperation.Remove(operation);
            _idleLists.Push(open);
        }

        if (attempt.IsWaiting)
        {
            balancer.End(attempt.Place);
        }

        attempt.Timer.Cancel();
        attempt.Request = null;
        attempt.Call = null;
        attempt.Promise = null;
        attempt.IsWaiting = false;
        _idle.Push(attempt);
    }

    /// <summary>Why an attempt that got no answer, but redirects only, did nothing; null when it may
    /// have.</summary>
    public static string? HarmlessReason(Attempt attempt) => attempt.IsWaiting ? null : Silence;

    /// <summary>An attempt that is given up tells against its replica, unless another one was merely
    /// faster.</summary>
    private void NoteSilence(Attempt attempt)
    {
        if (attempt.IsWaiting && line.Now - attempt.AskedAt >= silence)
        {
            balancer.Fail(attempt.Place);
        }
    }

    private void Ask(Attempt attempt, int place)
    {
        attempt.AskedAt = line.Now;
        attempt.Place = place;
        attempt.IsWaiting = true;
        balancer.Begin(place);
        line.Send(balancer.At(place), attempt.Request!);
        attempt.Timer.Set(attempt.Deadline - line.Now);
    }

    private void Follow(Attempt attempt, ProcessRef? target)
    {
        attempt.IsWaiting = false;
        balancer.End(attempt.Place);
        attempt.Redirects++;
        int place = balancer.PlaceOf(target);
        bool isCircle = attempt.Redirects % balancer.Count == 0;
        if (place >= 0 && place != attempt.Place && !isCircle)
        {
            Ask(attempt, place);
            return;
        }

        _primary = null;
        SimDuration left = attempt.Deadline - line.Now;
        attempt.Timer.Set(RedirectBackOff < left ? RedirectBackOff : left);
    }

    private List<Attempt> Of(int operation)
    {
        if (!_byOperation.TryGetValue(operation, out List<Attempt>? open))
        {
            open = _idleLists.TryPop(out List<Attempt>? idle) ? idle : [];
            _byOperation.Add(operation, open);
        }

        return open;
    }
}
