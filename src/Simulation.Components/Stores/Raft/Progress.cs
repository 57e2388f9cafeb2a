namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a leader stands with one follower: where its log agrees, and what is under way to it.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout 2014, Figure 2 (nextIndex, matchIndex); Ongaro 2014 (thesis),
/// 10.2.2 on pipelining.</remarks>
internal sealed class Progress(int inFlightMax)
{
    private readonly long[] _inFlight = new long[inFlightMax];
    private int _inFlightHead;
    private int _inFlightCount;

    /// <summary>What the leader does with a follower.</summary>
    public enum Mode
    {
        /// <summary>It looks for the place where the logs agree, one message at a time.</summary>
        Probing,

        /// <summary>It streams entries without waiting for each answer.</summary>
        Streaming,

        /// <summary>It has sent its snapshot and waits.</summary>
        Installing,
    }

    /// <summary>What the leader does with it now.</summary>
    public Mode Doing { get; private set; }

    /// <summary>Up to where the follower's synced log is known to be the leader's.</summary>
    public long Match { get; private set; }

    /// <summary>Which start of the follower was heard of last; 0 for none.</summary>
    public int Incarnation { get; private set; }

    /// <summary>The first index to send next.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>The latest of the leader's rounds that the follower has answered.</summary>
    public long AckedRound { get; set; }

    /// <summary>Whether it was heard of since the leader last checked its quorum.</summary>
    public bool IsHeard { get; set; }

    /// <summary>
    /// How many heartbeats ago something was sent that got no answer yet, or it moved on last.
    /// </summary>
    public int SilentBeats { get; set; }

    /// <summary>Whether something is under way that should move it on.</summary>
    public bool IsWaiting => Doing == Mode.Streaming ? _inFlightCount > 0 : IsProbed;

    /// <summary>Whether another message with entries may be sent.</summary>
    public bool HasRoom => Doing == Mode.Streaming ? _inFlightCount < _inFlight.Length : !IsProbed;

    private bool IsProbed { get; set; }

    /// <summary>A new leader knows nothing yet and supposes that the logs agree.</summary>
    public void Reset(long lastIndex)
    {
        Match = 0;
        Incarnation = 0;
        AckedRound = 0;
        IsHeard = false;
        Probe(lastIndex + 1);
    }

    /// <summary>
    /// The follower has been started again: its disk may have lost what it had acknowledged, so that it has to
    /// show anew what it has.
    /// </summary>
    public void MeetIncarnation(int incarnation)
    {
        if (incarnation > Incarnation && Incarnation > 0)
        {
            Match = 0;
            Probe(Next);
        }

        Incarnation = incarnation;
    }

    /// <summary>
    /// Looks for agreement before an index, because the follower rejected or an answer stays out.
    /// </summary>
    public void Probe(long next)
    {
        Doing = Mode.Probing;
        Next = Math.Max(next, Match + 1);
        Forget();
    }

    /// <summary>Notes that entries up to an index have been sent.</summary>
    public void OnSent(long lastIndex)
    {
        if (_inFlightCount == 0)
        {
            SilentBeats = 0;
        }

        if (Doing == Mode.Streaming)
        {
            Next = lastIndex + 1;
            _inFlight[(_inFlightHead + _inFlightCount) % _inFlight.Length] = lastIndex;
            _inFlightCount++;
        }
        else
        {
            IsProbed = true;
        }
    }

    /// <summary>Notes that the leader's snapshot has been sent.</summary>
    public void OnSnapshotSent(long lastIndex)
    {
        Doing = Mode.Installing;
        Next = lastIndex + 1;
        Forget();
        IsProbed = true;
    }

    /// <summary>The follower's synced log is the leader's up to an index. True when that is news.</summary>
    public bool OnMatched(long index)
    {
        bool isNews = index > Match;
        Match = Math.Max(Match, index);
        if (Doing != Mode.Streaming && Match + 1 >= Next)
        {
            Doing = Mode.Streaming;
            Forget();
        }

        Next = Math.Max(Next, Match + 1);

        while (_inFlightCount > 0 && _inFlight[_inFlightHead] <= Match)
        {
            _inFlightHead = (_inFlightHead + 1) % _inFlight.Length;
            _inFlightCount--;
        }

        if (isNews)
        {
            SilentBeats = 0;
        }

        return isNews;
    }

    private void Forget()
    {
        _inFlightHead = 0;
        _inFlightCount = 0;
        IsProbed = false;
        SilentBeats = 0;
    }
}
