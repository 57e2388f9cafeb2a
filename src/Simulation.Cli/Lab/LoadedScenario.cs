using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Lab;

/// <summary>A scenario file that was read: either its runs, or what is wrong with it.</summary>
/// <param name="Name">The scenario's name; empty when it could not be read.</param>
/// <param name="Runs">
/// One for each matrix cell and seed, in the order of the matrix; none when there are problems.
/// </param>
/// <param name="ProblemCount">How many problems keep it from running; warnings do not count.</param>
/// <param name="Problems">
/// All problems and warnings, rendered for people or, when asked with true, for GitHub; empty when there are
/// none.
/// </param>
public sealed record LoadedScenario(
    string Name,
    IReadOnlyList<PlannedRun> Runs,
    int ProblemCount,
    Func<bool, string> Problems
)
{
    /// <summary>The texts of all files that were read, by their paths.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new SortedDictionary<string, string>();

    /// <summary>Tells the user all that is wrong.</summary>
    internal void Say(Shell shell, bool isForGitHub = false)
    {
        string text = Problems(isForGitHub);
        if (text.Length > 0)
        {
            shell.Say(text);
        }
    }
}

/// <summary>A run that can be made.</summary>
/// <param name="Label">The matrix cell and seed, for progress.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Resolved">The scenario with everything explicit.</param>
/// <param name="Run">Makes the run; null when it was called off on the way.</param>
public sealed record PlannedRun(string Label, ulong Seed, string Resolved, Func<RunWishes, RunResult?> Run)
{
    /// <summary>The same run under another seed; null where the scenario must be read again for that.</summary>
    public Func<ulong, PlannedRun?> Under { get; init; } = _ => null;
}

/// <summary>What the user wishes of a run while it goes on.</summary>
public sealed record RunWishes
{
    /// <summary>Told every now and then how much of the run is done, from 0 to 1.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Asked every now and then whether to call the run off.</summary>
    public Func<bool>? IsCancelled { get; init; }

    /// <summary>Gets every record of the trace.</summary>
    public ITraceSink? Sink { get; init; }

    /// <summary>Where to stop short of the end, or null.</summary>
    public SimTime? Until { get; init; }

    /// <summary>Told the state of every node when the run stops: the node and its words.</summary>
    public Action<string, string>? NodeState { get; init; }
}
