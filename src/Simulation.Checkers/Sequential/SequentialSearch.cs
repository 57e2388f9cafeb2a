using Simulation.Checkers.Sessions;

namespace Simulation.Checkers.Sequential;

/// <summary>
/// Looks for one order of all steps that keeps each session's own and lets each read return the last write
/// of its key. A place in the search is how far each session has come and what stands; reads that are legal
/// happen at once, a write waits until what it replaces has been read by all who read it, and places that led
/// nowhere are remembered by a 128-bit hash.
/// </summary>
/// <remarks>
/// Sources: Lamport, IEEE ToC 1979; Gibbons and Korach, SIAM J. Comput. 1997, section 3 (NP-complete; the
/// search over session cursors).
/// </remarks>
internal sealed class SequentialSearch
{
    private const int DeadMax = 1 << 22;

    private readonly SessionLog _log;
    private readonly List<int>?[] _extra;
    private readonly List<int[]> _lanes = [];
    private readonly int[] _cursors;
    private readonly int[] _standing;
    private readonly int[] _unread;
    private readonly int[] _unreadInitial;
    private readonly bool[] _isDone;
    private readonly HashSet<UInt128> _dead = [];
    private readonly List<int> _trail = [];
    private readonly Stack<int> _replaced = new();
    private readonly List<Frame> _frames = [];
    private UInt128 _hash;

    /// <summary>Prepares a search.</summary>
    /// <param name="log">The steps, each with its source.</param>
    /// <param name="extra">By step: writes that are known to come before it.</param>
    public SequentialSearch(SessionLog log, List<int>?[] extra)
    {
        _log = log;
        _extra = extra;
        AddLanes();
        _cursors = new int[_lanes.Count];
        _standing = new int[log.KeyCount];
        Array.Fill(_standing, SessionLog.Initial);
        _unread = new int[log.Count];
        _unreadInitial = new int[log.KeyCount];
        _isDone = new bool[log.Count];
        for (int step = 0; step < log.Count; step++)
        {
            if (!log.IsWrite(step))
            {
                UnreadOf(log.Sources[step], log.Keys[step])++;
            }
        }
    }

    /// <summary>The most steps that were in order at once.</summary>
    public int Reached { get; private set; }

    /// <summary>
    /// Whether there is such an order; null when the budget, or the room for places, ran out.
    /// </summary>
    public bool? Run(ref long budget)
    {
        ReadAll();
        Push();
        while (_frames.Count > 0)
        {
            if (_trail.Count == _log.Count)
            {
                return true;
            }

            if (--budget < 0 || _dead.Count > DeadMax)
            {
                return null;
            }

            Frame frame = _frames[^1];
            Undo(frame.TrailCount);
            if (frame.Next == frame.Choices.Length)
            {
                _dead.Add(_hash);
                _frames.RemoveAt(_frames.Count - 1);
                continue;
            }

            _frames[^1] = frame with { Next = frame.Next + 1 };
            Do(frame.Choices[frame.Next]);
            ReadAll();
            if (!_dead.Contains(_hash))
            {
                Push();
            }
        }

        return _trail.Count == _log.Count;
    }

    /// <summary>A lost write has a lane of its own, since nothing follows it.</summary>
    private void AddLanes()
    {
        foreach (IReadOnlyList<int> steps in _log.BySession)
        {
            _lanes.Add([.. steps.Where(step => !_log.IsLost(step))]);
            foreach (IGrouping<int, int> lost in steps.Where(_log.IsLost).GroupBy(IndexOf))
            {
                _lanes.Add([.. lost]);
            }
        }

        int IndexOf(int step) => _log.Operations[step].Index;
    }

    private void Push()
    {
        Reached = Math.Max(Reached, _trail.Count);
        List<int> choices = [];
        for (int lane = 0; lane < _lanes.Count; lane++)
        {
            if (_cursors[lane] < _lanes[lane].Length && CanWrite(_lanes[lane][_cursors[lane]]))
            {
                choices.Add(lane);
            }
        }

        choices.Sort((left, right) => Next(left).CompareTo(Next(right)));
        _frames.Add(new Frame(_trail.Count, [.. choices], 0));

        int Next(int lane) => _lanes[lane][_cursors[lane]];
    }

    /// <summary>Whether a write, or the read and write of a compare-and-set, can happen now.</summary>
    private bool CanWrite(int step)
    {
        if (!IsReady(step))
        {
            return false;
        }

        int standing = _standing[_log.Keys[step]];
        int unread = UnreadOf(standing, _log.Keys[step]);
        return _log.IsWrite(step)
            ? unread == 0
            : IsPair(step) && standing == _log.Sources[step] && unread == 1 && IsReady(step + 1, step);
    }

    private bool IsPair(int step) => step + 1 < _log.Count && _log.IsFused(step + 1);

    private bool IsReady(int step, int partner = -1)
    {
        int before = _log.Before[step];
        if (before >= 0 && before != partner && !_isDone[before])
        {
            return false;
        }

        foreach (int earlier in _extra[step] ?? [])
        {
            if (!_isDone[earlier])
            {
                return false;
            }
        }

        return true;
    }

    private ref int UnreadOf(int write, int key) =>
        ref write >= 0 ? ref _unread[write] : ref _unreadInitial[key];

    /// <summary>Lets every read happen that can; none is ever worse than waiting.</summary>
    private void ReadAll()
    {
        bool hasRead = true;
        while (hasRead)
        {
            hasRead = false;
            for (int lane = 0; lane < _lanes.Count; lane++)
            {
                while (_cursors[lane] < _lanes[lane].Length)
                {
                    int step = _lanes[lane][_cursors[lane]];
                    bool canRead =
                        !_log.IsWrite(step)
                        && !IsPair(step)
                        && _standing[_log.Keys[step]] == _log.Sources[step]
                        && IsReady(step);
                    if (!canRead)
                    {
                        break;
                    }

                    DoStep(lane, step);
                    hasRead = true;
                }
            }
        }
    }

    private void Do(int lane)
    {
        int step = _lanes[lane][_cursors[lane]];
        DoStep(lane, step);
        if (!_log.IsWrite(step))
        {
            DoStep(lane, step + 1);
        }
    }

    private void DoStep(int lane, int step)
    {
        _cursors[lane]++;
        _trail.Add(lane);
        _isDone[step] = true;
        _hash ^= Mix(step);
        int key = _log.Keys[step];
        if (_log.IsWrite(step))
        {
            _replaced.Push(_standing[key]);
            Stand(key, step);
        }
        else
        {
            UnreadOf(_log.Sources[step], key)--;
        }
    }

    private void Stand(int key, int write)
    {
        _hash ^= Mix(_log.Count + (_standing[key] >= 0 ? _standing[key] : _log.Count + key));
        _standing[key] = write;
        _hash ^= Mix(_log.Count + (write >= 0 ? write : _log.Count + key));
    }

    private void Undo(int trailCount)
    {
        while (_trail.Count > trailCount)
        {
            int lane = _trail[^1];
            _trail.RemoveAt(_trail.Count - 1);
            int step = _lanes[lane][--_cursors[lane]];
            _isDone[step] = false;
            _hash ^= Mix(step);
            if (_log.IsWrite(step))
            {
                Stand(_log.Keys[step], _replaced.Pop());
            }
            else
            {
                UnreadOf(_log.Sources[step], _log.Keys[step])++;
            }
        }
    }

    private static UInt128 Mix(int number)
    {
        unchecked
        {
            ulong low = Scatter((ulong)(uint)number * 0x9E3779B97F4A7C15UL + 0x632BE59BD9B4E019UL);
            return new UInt128(Scatter(low + 0xD1B54A32D192ED03UL), low);
        }
    }

    private static ulong Scatter(ulong x)
    {
        unchecked
        {
            x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ x >> 27) * 0x94D049BB133111EBUL;
            return x ^ x >> 31;
        }
    }

    private readonly record struct Frame(int TrailCount, int[] Choices, int Next);
}
