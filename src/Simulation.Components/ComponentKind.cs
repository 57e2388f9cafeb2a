using Simulation.Components.Routing;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;

namespace Simulation.Components;

/// <summary>An entry of the component catalogue.</summary>
/// <param name="Name">What <c>kind:</c> calls it, in kebab-case.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="OptionsType">The record that the scenario's keys are read into.</param>
/// <param name="Deploy">Puts it into a world, from a checked instance of that record.</param>
/// <param name="Happenings">The names of what its processes announce.</param>
public sealed record ComponentKind(
    string Name,
    string Summary,
    Type OptionsType,
    Func<ComponentDeployment, object, Component> Deploy,
    IReadOnlyList<string> Happenings
)
{
    /// <summary>What its clients say to it, by its options.</summary>
    public Func<object, ClientLanguage> LanguageOf { get; init; } = _ => ClientLanguage.Keys;

    /// <summary>What it says to another component that its options mention, by that one's name.</summary>
    public Func<object, string, ClientLanguage> SpeaksTo { get; init; } = (_, _) => ClientLanguage.Keys;

    /// <summary>Why another component that its options mention cannot serve it, by that one's name and options;
    /// null when it can.</summary>
    public Func<object, string, object, string?> MisfitOf { get; init; } = (_, _, _) => null;

    /// <summary>All that its clients may say to it, whatever its options.</summary>
    public IReadOnlyList<ClientLanguage> Languages { get; init; } = [ClientLanguage.Keys];

    /// <summary>The names of the other components that its options mention: they are deployed first.</summary>
    public Func<object, IReadOnlyList<string>> UsesOf { get; init; } = _ => [];

    /// <summary>What it measures about itself, as expectations may ask for it.</summary>
    public IReadOnlyList<ComponentMetric> Metrics { get; init; } = [];
}

/// <summary>Where and under which name a component is put into a world.</summary>
/// <param name="World">The world.</param>
/// <param name="Name">The component's name in the scenario.</param>
/// <param name="Truth">Where its replicas report what only the lab can know.</param>
/// <param name="Others">The components deployed before, in that order.</param>
public sealed record ComponentDeployment(
    World World,
    string Name,
    GroundTruth Truth,
    IReadOnlyList<Component> Others
)
{
    /// <summary>A component that is there already; those that the options mention always are.</summary>
    public Component Find(string name)
    {
        Component? found = Others.FirstOrDefault(other =>
            string.Equals(other.Name, name, StringComparison.Ordinal)
        );
        Invariant.That(found is not null);
        return found;
    }
}

/// <summary>A component that lives in a world.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Description">What it turned out to be, such as <c>raft on n1 n2 n3</c>.</param>
/// <param name="Replicas">The processes that clients may ask.</param>
/// <param name="Truth">What the data behind it really was: its own, or that of the store it stands before.</param>
public sealed record Component(
    string Name,
    string Description,
    IReadOnlyList<ProcessRef> Replicas,
    GroundTruth Truth
)
{
    /// <summary>The processes that hold the data, which converge or do not; its own replicas unless said.</summary>
    public IReadOnlyList<ProcessRef> Holders { get; init; } = Replicas;

    /// <summary>The replicas of each shard of a transactional database; none for anything else.</summary>
    internal IReadOnlyList<IReadOnlyList<ProcessRef>> Shards { get; init; } = [];

    /// <summary>What the data was that its own is made from; null where its own is nobody's copy.</summary>
    public GroundTruth? Origin { get; init; }

    /// <summary>Whether its replicas answer shallow health checks.</summary>
    internal bool AnswersProbes { get; init; }

    /// <summary>Who tells clients which of its replicas to ask; null where they may ask any.</summary>
    internal NameService? Names { get; init; }
}
