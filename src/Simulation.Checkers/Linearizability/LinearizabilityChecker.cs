using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Decides whether each operation can have taken effect at one instant between its invocation and return.
/// </summary>
/// <remarks>Source: Herlihy and Wing, "Linearizability: a correctness condition", TOPLAS 1990.</remarks>
public static class LinearizabilityChecker
{
    private const int RoundSteps = 4_096;

    /// <summary>
    /// Judges each key alone: cheap necessary checks, then zones where values are unique, else two searches
    /// in turns. The first broken key, in the order of use, gives the verdict.
    /// </summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="specification">What is right; it must understand every function of the history.</param>
    /// <param name="failedCas">What a refused cas says.</param>
    /// <param name="configurationsMax">The search steps allowed for the whole history, from 1.</param>
    public static Verdict Check(
        History history,
        Specification specification,
        FailedCas failedCas,
        long configurationsMax
    )
    {
        long budget = configurationsMax;
        string? undecided = null;
        UniqueRegisterCheck unique = new(specification is Register ? history.Operations.Count : 0);
        foreach (List<Operation> group in Partition.Groups(history.Operations, specification))
        {
            if (specification is Register && unique.Holds(group))
            {
                continue;
            }

            ObjectHistory one = Partition.Build(group, specification, failedCas);
            Finding finding = Examine(one, ref budget);
            if (finding.Answer == false)
            {
                return Counterexample.Explain(one, finding, history.HasTimes, failedCas);
            }

            if (finding.Answer is null)
            {
                undecided ??= HowFar(one, finding.Reached, configurationsMax);
            }
        }

        return undecided is null ? new Verdict.Holds() : new Verdict.Undecided(undecided);
    }

    /// <summary>Decides one object, taking its steps from a budget.</summary>
    internal static Finding Examine(ObjectHistory history, ref long budget)
    {
        Finding finding = NecessaryCheck.Check(history);
        if (finding.Answer is null)
        {
            finding = ZoneCheck.Check(history);
        }

        if (finding.Answer is null)
        {
            finding = QueueCheck.Check(history);
        }

        return finding.Answer is null ? Search(history, ref budget) : finding;
    }

    /// <summary>Decides one object by search alone.</summary>
    internal static Finding Search(ObjectHistory history, ref long budget)
    {
        Crowd crowd = Crowd.Of(history);
        int width = Math.Max(crowd.SlotCount, crowd.OpenCount);
        return width <= NarrowMask.Capacity ? Race<NarrowMask>(history, crowd, ref budget)
            : width <= WideMask.Capacity ? Race<WideMask>(history, crowd, ref budget)
            : Finding.Unknown;
    }

    private static Finding Race<TMask>(ObjectHistory history, Crowd crowd, ref long budget)
        where TMask : struct, IMask<TMask>
    {
        StateTable states = new(history);
        Outlook outlook = new(history);
        FrontierSearch<TMask> frontier = new(history, crowd, states, outlook);
        DepthFirstSearch<TMask>? depthFirst = null;
        while (budget > 0)
        {
            long steps = Math.Min(RoundSteps, budget);
            budget -= steps;
            if (frontier.Advance(ref steps) is { } found)
            {
                budget += Math.Max(steps, 0);
                return new Finding(found, null, frontier.Reached);
            }

            depthFirst ??= new DepthFirstSearch<TMask>(history, crowd, states, outlook);
            if (depthFirst.HasGivenUp)
            {
                continue;
            }

            steps = Math.Min(RoundSteps, Math.Max(budget, 1));
            budget -= steps;
            if (depthFirst.Advance(ref steps) is { } answer)
            {
                budget += Math.Max(steps, 0);
                return new Finding(answer, null, depthFirst.Reached);
            }
        }

        return new Finding(null, null, Math.Max(frontier.Reached, depthFirst?.Reached ?? 0));
    }

    private static string HowFar(ObjectHistory history, int reached, long configurationsMax)
    {
        int returned = 0;
        int returns = 0;
        for (int i = 0; i < history.Events.Length; i++)
        {
            returned += i < reached && history.Events[i] < 0 ? 1 : 0;
            returns += history.Events[i] < 0 ? 1 : 0;
        }

        string where = history.Key is null ? "" : $" on {history.Key}";
        return $"the budget of {configurationsMax} configurations ran out{where}; "
            + $"the first {returned} of {returns} completed operations are linearizable";
    }
}
