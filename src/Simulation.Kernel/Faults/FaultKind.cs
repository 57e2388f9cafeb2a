namespace Simulation.Kernel.Faults;

/// <summary>An entry of the fault catalogue.</summary>
/// <param name="Name">What <c>inject:</c> calls it, in kebab-case.</param>
/// <param name="Summary">What it does to the world, in one sentence.</param>
/// <param name="OptionsType">The record that the scenario's keys are read into.</param>
/// <param name="Create">Makes the fault from a checked instance of that record.</param>
public sealed record FaultKind(string Name, string Summary, Type OptionsType, Func<object, Fault> Create);
