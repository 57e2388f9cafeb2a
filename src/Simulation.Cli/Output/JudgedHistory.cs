using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Cli.Output;

/// <summary>What was found about one history.</summary>
/// <param name="Name">The history's.</param>
/// <param name="Verdicts">One a model, in the order of the table of models.</param>
/// <param name="Axioms">What was switched on and off in all of them.</param>
internal sealed record JudgedHistory(string Name, IReadOnlyList<ModelVerdict> Verdicts, AxiomSwitches Axioms)
{
    /// <summary>The first violation, or null.</summary>
    public ModelVerdict? FirstViolation =>
        Verdicts.FirstOrDefault(found => found.Verdict is Verdict.Violated);

    /// <summary>The strongest models that hold, of those asked.</summary>
    public IReadOnlyList<ConsistencyModel> Observed =>
        ConsistencyModels.Strongest([
            .. Verdicts.Where(found => found.Verdict is Verdict.Holds).Select(found => found.Model),
        ]);

    /// <summary>Judges a history by the models of these names, or by all.</summary>
    public static JudgedHistory Of(History history, IReadOnlyList<string> models, JudgeOptions options)
    {
        IReadOnlyList<ConsistencyModel> asked = models.Contains(ConsistencyModels.AllOfThem)
            ? ConsistencyModels.For(history, options)
            : [.. models.Select(model => ConsistencyModels.Find(model)!).Distinct()];
        return new JudgedHistory(history.Name, Judge.CheckAll(history, asked, options), options.Axioms);
    }
}
