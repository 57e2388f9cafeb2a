using Simulation.Reports.Reference;

namespace Simulation.Cli.Lab;

/// <summary>
/// What commands ask of the rest of the lab: to read scenarios, to run them, to tell what there is.
/// </summary>
public interface ILaboratory
{
    /// <summary>All entries of all catalogues, in the order in which they are listed.</summary>
    IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>The JSON Schema of scenario files.</summary>
    string Schema { get; }

    /// <summary>The pages of the reference, the index first.</summary>
    IReadOnlyList<ReferencePage> Reference { get; }

    /// <summary>Reads one scenario file with all the user's wishes about it.</summary>
    LoadedScenario Load(ScenarioSource source);
}

/// <summary>Something that exists in the lab and has a name.</summary>
/// <param name="Catalogue">
/// components, faults, metrics, models, checkers, charts, outputs or problems.
/// </param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Detail">More about it, in lines; empty when there is no more.</param>
public sealed record CatalogueEntry(string Catalogue, string Name, string Summary, string Detail = "");
