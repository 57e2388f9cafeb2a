using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>What the client of a database does within one transaction.</summary>
/// <param name="opening">The steps that are known before it begins, at least one.</param>
public class TransactionProgram(IReadOnlyList<TransactionStep> opening)
{
    /// <summary>The steps that are known before it begins.</summary>
    public IReadOnlyList<TransactionStep> Opening => opening;

    /// <summary>Whether what follows depends on what the opening steps give.</summary>
    public virtual bool IsInteractive => false;

    /// <summary>
    /// What follows once the opening steps are done, if it is interactive: the last steps, none at all to commit
    /// at once, or null to abort.
    /// </summary>
    /// <param name="results">What the opening steps gave, one value a step.</param>
    public virtual IReadOnlyList<TransactionStep>? After(IReadOnlyList<Value> results) => [];

    /// <summary>What the client takes the result of a read for; the result itself unless said.</summary>
    public virtual Value Understand(Value read) => read;
}
