using System.Globalization;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.SpaceTime;

/// <summary>How much a message or an operation tells of what a scene is about.</summary>
public sealed class Focus
{
    /// <summary>The rank of what a scene is not about.</summary>
    public const int Aside = 2;

    private const string OperationMark = "Operation=";

    /// <summary>What comes before a fault tells less of it than what follows.</summary>
    private const int WeightBefore = 6;

    private readonly Scene _scene;
    private readonly HashSet<int> _focal;
    private readonly HashSet<int> _related;
    private readonly List<string> _keys;
    private readonly List<SimTime> _instants;

    /// <summary>Looks at the operations of a scene, and at those of the same keys in its time.</summary>
    public Focus(RunResult run, Scene scene)
    {
        _scene = scene;
        _focal = [.. scene.Operations.Select(operation => operation.Index)];
        _keys = [.. scene.Operations.Select(operation => operation.Key).OfType<string>().Distinct()];
        _related =
        [
            .. run
                .Workloads.Where(workload => workload.Name == scene.Workload)
                .SelectMany(workload => workload.History.Operations)
                .Where(operation =>
                    operation.Key is { } key
                    && _keys.Contains(key)
                    && operation.Invoked <= scene.End
                    && (operation.Completed ?? scene.End) >= scene.Start
                )
                .Select(operation => operation.Index),
        ];
        _instants =
        [
            .. scene
                .Operations.SelectMany(operation =>
                    (SimTime[])[operation.Invoked, operation.Completed ?? operation.Invoked]
                )
                .Order(),
        ];
    }

    /// <summary>0 for a message of one of the operations, 1 for one of their keys, 2 for others.</summary>
    public int Rank(Flight flight)
    {
        int rank = OperationOf(flight.Words) is { } operation ? Rank(operation) : Aside;
        return rank == Aside && _keys.Exists(word => WordSearch.Holds(flight.Words, word)) ? 1 : rank;
    }

    /// <summary>The same of an operation, by its place in the history.</summary>
    public int Rank(int operation) =>
        _focal.Contains(operation) ? 0
        : _related.Contains(operation) ? 1
        : Aside;

    /// <summary>How far a time is from what matters: a call, a return, or the beginning of a fault.</summary>
    public long Distance(SimTime time)
    {
        long past = (time - _scene.Centre).Nanoseconds;
        long least =
            _instants.Count > 0 ? long.MaxValue
            : past < 0 ? -past * WeightBefore
            : past;
        foreach (SimTime instant in _instants)
        {
            least = Math.Min(least, Math.Abs((time - instant).Nanoseconds));
        }

        return least;
    }

    /// <summary>The operation that a message names; null where it names none.</summary>
    public static int? OperationOf(string words)
    {
        int place = words.IndexOf(OperationMark, StringComparison.Ordinal);
        if (place < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = words.AsSpan(place + OperationMark.Length);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(
            end < 0 ? rest : rest[..end],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int found
        )
            ? found
            : null;
    }
}
