namespace Simulation.Checkers.Transactions.Solving;

/// <summary>
/// Pairs of sets of edges, one of each to be chosen; literals as in <see cref="AcyclicitySearch"/>.
/// </summary>
internal interface IChoices
{
    /// <summary>How many choices there are.</summary>
    int Count { get; }

    /// <summary>One edge that the literal adds, by which the search guesses the better side.</summary>
    (int Source, int Target) FirstEdgeOf(int literal);

    /// <summary>Adds all edges of a literal to a list.</summary>
    void EdgesOf(int literal, List<(int Source, int Target)> into);

    /// <summary>
    /// Asked when every choice is made and the graph has no cycle: adds the literals of a clause that is
    /// false
    /// but must be true, or none when all is well.
    /// </summary>
    /// <param name="tookSecond">Which side of each choice was taken.</param>
    /// <param name="clause">Takes the literals, all false at present.</param>
    void FinalConflict(Func<int, bool> tookSecond, List<int> clause);
}
