using Simulation.Reports;

namespace Simulation.Cli.Lab;

/// <summary>The lab as it is: every catalogue, the scenario reader and the runner put together.</summary>
internal sealed class Laboratory : ILaboratory
{
    /// <inheritdoc/>
    public IReadOnlyList<CatalogueEntry> Entries { get; } = Catalogues.All();

    /// <inheritdoc/>
    public string Schema => throw new CommandFailure(ExitCode.LabBug, "the schema is not made yet");

    /// <inheritdoc/>
    public LoadedScenario Load(ScenarioSource source) =>
        throw new CommandFailure(ExitCode.LabBug, "scenario files are not read yet");

    /// <summary>The lab of this process.</summary>
    public static ILaboratory Create() => new Laboratory();
}
