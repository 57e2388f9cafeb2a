using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// Finds reads of versions older than a session guarantee allows. Each session keeps, key by key, the version
/// that it must see: its own writes, what it read, and, once it has read somebody's write, what that one
/// wrote and read before. Sound: a breach is told only where replicas show which version is the older.
/// </summary>
internal sealed class WhiteBoxGuarantees(History history, KeyVersions versions)
{
    private readonly Dictionary<int, Session> _sessions = [];
    private readonly Dictionary<int, (Session Session, int Place)> _origins = [];

    /// <summary>The models, in the order of what <see cref="Find"/> returns.</summary>
    public static IReadOnlyList<string> Models { get; } =
    ["read-your-writes", "monotonic-reads", "monotonic-writes", "writes-follow-reads"];

    /// <summary>The breaches of each guarantee.</summary>
    public IReadOnlyList<List<GuaranteeBreach>> Find()
    {
        List<GuaranteeBreach>[] breaches =
        [
            [],
            [],
            [],
            [],
        ];
        foreach (Operation operation in history.Operations)
        {
            if (!_sessions.TryGetValue(operation.Process, out Session? session))
            {
                session = new Session();
                _sessions.Add(operation.Process, session);
            }

            if (versions.NumberOf(operation) is not { } number)
            {
                continue;
            }

            if (KeyVersions.IsRead(operation))
            {
                Compare(operation, number, session, breaches);
                Learn(operation, number, session);
            }
            else
            {
                _origins[operation.Index] = (session, session.Places++);
                if (operation.Outcome == Outcome.Succeeded)
                {
                    session.Wrote.Raise(operation.Key, number, session.Places - 1);
                }
            }
        }

        return breaches;
    }

    private void Compare(Operation read, int number, Session session, List<GuaranteeBreach>[] breaches)
    {
        Note(0, session.Wrote.Latest(read.Key), "the client itself had written");
        Note(1, session.Read.Latest(read.Key), "the client itself had read");
        int wrote = 0;
        int saw = 0;
        foreach ((Session other, int place) in session.Seen)
        {
            wrote = Math.Max(wrote, other.Wrote.Before(read.Key, place));
            saw = Math.Max(saw, other.Read.Before(read.Key, place));
        }

        Note(2, wrote, "a client whose later write it had read had written");
        Note(3, saw, "a client whose write it had read had read before that write");

        void Note(int guarantee, int needed, string who)
        {
            if (versions.Precedes(read.Key, number, needed))
            {
                Operation missed = versions.WriteOf(read.Key, needed);
                breaches[guarantee]
                    .Add(
                        new GuaranteeBreach(
                            read,
                            missed,
                            $"{who} version {needed} of {read.Key ?? "the register"}, and it read {number}: "
                                + OperationWords.Say(read, history.HasTimes)
                        )
                    );
            }
        }
    }

    private void Learn(Operation read, int number, Session session)
    {
        session.Read.Raise(read.Key, number, session.Places++);
        if (number > 0 && _origins.TryGetValue(versions.WriteOf(read.Key, number).Index, out var origin))
        {
            int known = session.Seen.FindIndex(seen => ReferenceEquals(seen.Session, origin.Session));
            if (known < 0)
            {
                session.Seen.Add(origin);
            }
            else if (session.Seen[known].Place < origin.Place)
            {
                session.Seen[known] = origin;
            }
        }
    }

    /// <summary>What a client did and saw.</summary>
    private sealed class Session
    {
        public int Places { get; set; }

        public HighWater Wrote { get; } = new();

        public HighWater Read { get; } = new();

        public List<(Session Session, int Place)> Seen { get; } = [];
    }

    /// <summary>The highest version of each key up to each place in a session.</summary>
    private sealed class HighWater
    {
        private readonly Dictionary<string, List<(int Place, int Version)>> _byKey = new(
            StringComparer.Ordinal
        );

        public void Raise(string? key, int version, int place)
        {
            _byKey.TryAdd(key ?? "", []);
            List<(int Place, int Version)> marks = _byKey[key ?? ""];
            if (marks.Count == 0 || marks[^1].Version < version)
            {
                marks.Add((place, version));
            }
        }

        public int Latest(string? key) => Before(key, int.MaxValue);

        public int Before(string? key, int place)
        {
            if (!_byKey.TryGetValue(key ?? "", out List<(int Place, int Version)>? marks))
            {
                return 0;
            }

            int low = 0;
            int high = marks.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (marks[middle].Place < place)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low == 0 ? 0 : marks[low - 1].Version;
        }
    }
}
