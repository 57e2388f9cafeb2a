using System.Globalization;
using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Tests.Components.Transactions;

/// <summary>
/// An interleaving of a few transactions, one step a line: <c>1 w k1 11</c>, <c>2 r k1</c>, <c>2 scan</c>,
/// <c>1 commit</c>. The keys k1 and k2 begin as 10 and 20. A step that has to wait holds up its own
/// transaction, not the others.
/// </summary>
internal sealed class Schedule : IDisposable
{
    private readonly TestSession[] _sessions;
    private readonly DatabaseWorld _world;

    private Schedule(DatabaseOptions options, int sessions)
    {
        _world = new DatabaseWorld(options);
        _world.Fill(("k1", Value.Of(10)), ("k2", Value.Of(20)));
        _sessions = [.. Enumerable.Range(0, sessions).Select(_ => _world.Session())];
    }

    /// <summary>Runs an interleaving to its end.</summary>
    public static Schedule Run(DatabaseOptions options, params string[] lines)
    {
        int sessions = lines.Max(line => line[0] - '0');
        var schedule = new Schedule(options, sessions);
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            Do(schedule._sessions[words[0][0] - '1'], words[1..]);
            schedule._world.RunFor(30);
        }

        schedule._world.RunFor(4_000);
        return schedule;
    }

    public bool Committed(int session) =>
        string.Equals(_sessions[session - 1].State, "committed", StringComparison.Ordinal);

    /// <summary>What the reads of a session returned, in order; 0 for nothing.</summary>
    public long[] Read(int session) =>
        [.. _sessions[session - 1].Results.Where(value => value.IsNumber).Select(value => value.AsNumber)];

    /// <summary>The values that each range read of a session found, in order.</summary>
    public long[][] Scanned(int session) =>
        [
            .. _sessions[session - 1]
                .Results.Where(value => value.AsList is not null)
                .Select(value => value.AsList!.Select(pair => pair.AsList![1].AsNumber).ToArray()),
        ];

    public long[] Final() => [.. _world.Read("k1", "k2").Select(value => value.AsNumber)];

    public string States() =>
        string.Join(" ", _sessions.Select(session => session.State + ":" + session.Reason));

    public void Dispose() => _world.Dispose();

    private static void Do(TestSession session, string[] words)
    {
        switch (words[0])
        {
            case "r":
                session.Read(words[1]);
                break;
            case "w":
                session.Write(words[1], long.Parse(words[2], CultureInfo.InvariantCulture));
                break;
            case "scan":
                session.ReadRange("k", "l");
                break;
            case "commit":
                session.Commit();
                break;
            case "abort":
                session.Abort();
                break;
            default:
                throw new InvalidDataException(words[0]);
        }
    }
}
