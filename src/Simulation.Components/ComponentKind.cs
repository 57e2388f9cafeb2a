using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components;

/// <summary>An entry of the component catalogue.</summary>
/// <param name="Name">What <c>kind:</c> calls it, in kebab-case.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="OptionsType">The record that the scenario's keys are read into.</param>
/// <param name="Deploy">Puts it into a world, from a checked instance of that record.</param>
/// <param name="Happenings">The names of what its processes announce.</param>
/// <param name="Language">What its clients say to it.</param>
public sealed record ComponentKind(
    string Name,
    string Summary,
    Type OptionsType,
    Func<ComponentDeployment, object, Component> Deploy,
    IReadOnlyList<string> Happenings,
    ClientLanguage Language = ClientLanguage.Keys
);

/// <summary>Where and under which name a component is put into a world.</summary>
/// <param name="World">The world.</param>
/// <param name="Name">The component's name in the scenario.</param>
/// <param name="Truth">Where its replicas report what only the lab can know.</param>
public sealed record ComponentDeployment(World World, string Name, GroundTruth Truth);

/// <summary>A component that lives in a world.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Description">What it turned out to be, such as <c>raft on n1 n2 n3</c>.</param>
/// <param name="Replicas">The processes that clients may ask.</param>
public sealed record Component(string Name, string Description, IReadOnlyList<ProcessRef> Replicas);
