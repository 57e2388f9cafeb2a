using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>
/// What a client knows of where to go: asks a name server, then another where that is silent, and keeps the
/// answer for its time to live, or longer when nobody answers.
/// </summary>
internal sealed class StubResolver
{
    private static readonly SimDuration Patience = 1.Seconds;

    private readonly NameService _service;
    private readonly int _number;
    private readonly Action<ProcessRef, object> _send;
    private readonly ProcessTimer _timer;
    private readonly bool _isStubborn;
    private DnsAnswer? _answer;
    private SimTime _expires = SimTime.Zero;
    private SimTime _heardAt;
    private long _query;
    private int _tries;

    /// <summary>A client that knows nothing yet.</summary>
    /// <param name="service">Whose names it asks for.</param>
    /// <param name="number">The client's number.</param>
    /// <param name="send">How the client sends.</param>
    /// <param name="timer">A timer of the client's, for this alone.</param>
    /// <param name="random">Whether it is one of those that ignore the time to live.</param>
    public StubResolver(
        NameService service,
        int number,
        Action<ProcessRef, object> send,
        ProcessTimer timer,
        RandomStream random
    )
    {
        _service = service;
        _number = number;
        _send = send;
        _timer = timer;
        _isStubborn = service.Options.IgnoreTtl.Happens(random);
    }

    /// <summary>Whom to ask, the last that was heard; empty before the first answer.</summary>
    public IReadOnlyList<ProcessRef> Replicas => _answer?.Replicas ?? [];

    /// <summary>Whether what it knows may be used now.</summary>
    public bool IsFresh(SimTime now) => _answer is not null && (_isStubborn || now < _expires);

    /// <summary>Asks, unless a question is under way.</summary>
    public void Ask()
    {
        if (!_timer.IsSet)
        {
            _tries = 0;
            Query();
        }
    }

    /// <summary>Takes an answer; true when clients are to go elsewhere than before.</summary>
    /// <param name="answer">What a name server said.</param>
    /// <param name="now">The client's time.</param>
    /// <param name="realNow">The time that measures.</param>
    public bool Take(DnsAnswer answer, SimTime now, SimTime realNow)
    {
        bool isPushed = answer.Number == 0;
        if (!isPushed && (answer.Number != _query || !_timer.IsSet))
        {
            return false;
        }

        if (!isPushed)
        {
            _timer.Cancel();
        }

        bool isElsewhere = _answer is null || !_answer.Replicas.SequenceEqual(answer.Replicas);
        bool isForced =
            _answer is not null && answer.ChangedAt >= _heardAt && _answer.Endpoint != answer.Endpoint;
        if (isForced)
        {
            _service.NoteArrival(realNow - answer.ChangedAt);
        }

        _answer = answer;
        _heardAt = realNow;
        _expires = answer.TimeToLive is { } life ? now + life : SimTime.MaxValue;
        return isElsewhere;
    }

    /// <summary>The question went unanswered; true when the client is to go on with what it knows.</summary>
    public bool OnSilence(SimTime now)
    {
        _tries++;
        bool isStale =
            _service.Options.ServeStale && _answer is not null && _tries >= 2 * _service.Servers.Count;
        if (!isStale)
        {
            Query();
            return false;
        }

        // RFC 8767, section 5: what is stale is good for half a minute before one asks again.
        _expires = now + 30.Seconds;
        return true;
    }

    private void Query()
    {
        _query++;
        int server = (_number + _tries) % _service.Servers.Count;
        _send(_service.Servers[server], new DnsQuery(_query, _number));
        _timer.Set(Patience);
    }
}
