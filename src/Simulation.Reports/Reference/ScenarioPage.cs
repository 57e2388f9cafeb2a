using System.Text;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;

namespace Simulation.Reports.Reference;

/// <summary>Every key of a scenario file, how quantities are written and what expectations may say.</summary>
internal static class ScenarioPage
{
    /// <summary>The page.</summary>
    /// <param name="workload">The options record of an entry of <c>workload:</c>.</param>
    /// <param name="workloadKinds">The kinds of workload, with the keys that only they take.</param>
    public static ReferencePage Of(Type workload, IReadOnlyList<CatalogueSubject> workloadKinds)
    {
        StringBuilder text = new();
        text.Append("## Blocks that are read before the rest, or by a catalogue\n\n").Append(Blocks());
        text.Append("\n## Top level\n\n").Append(OptionSections.Of("scenario", typeof(ScenarioOptions), 3));
        text.Append("\n## An entry of `workload:`\n\n").Append(OptionSections.Of("workload", workload, 3));
        text.Append("\n### Kinds of workload\n\n").Append(Kinds(workloadKinds));
        text.Append("\n## An entry of `faults:`\n\n")
            .Append("The keys of the [fault](faults.md) that it injects, beside these.\n\n")
            .Append(OptionSections.Of("fault", typeof(FaultOptions), 3));
        text.Append("\n## Quantities\n\nEach has a unit; a bare number is a problem.\n\n")
            .Append(Quantities());
        text.Append("\n## Sentences of `expect:`\n\n`op` is one of `<`, `<=`, `>`, `>=`, `==`, `!=`. ")
            .Append("A sentence without samples is unknown, never held.\n\n")
            .Append(Expectations());
        return new ReferencePage(
            "scenario.md",
            "Scenario files",
            "YAML, or JSON; `scenario: v1` comes first. `simlab validate` lists all that is wrong with a "
                + "file, and `simlab schema` prints the JSON Schema for editors.",
            text.ToString()
        );
    }

    private static MarkdownTable Blocks() =>
        new MarkdownTable("key", "what it takes")
            .Row("`params`", "Names for values, written `${name}` elsewhere and set with `--set name=value`.")
            .Row(
                "`matrix`",
                "For each of some parameters (or `seed`) a list of values; one run for each "
                    + "combination. `exclude` drops combinations, `include` adds to them."
            )
            .Row("`include`", "Other files, or their fragments (`file.yaml#name`), that are merged in.")
            .Row(
                "`components`",
                "What is under test, by name; each has a `kind` and [its keys](components.md)."
            )
            .Row("`workload`", "Who asks what, how often: [a list](#an-entry-of-workload).")
            .Row("`faults`", "What goes wrong, and when: [a list](#an-entry-of-faults).");

    private static MarkdownTable Kinds(IReadOnlyList<CatalogueSubject> kinds)
    {
        MarkdownTable table = new("kind", "what it asks", "keys of its own");
        foreach (CatalogueSubject kind in kinds)
        {
            table.Row(MarkdownTable.Code(kind.Name), kind.Summary, MarkdownTable.Codes(kind.Happenings));
        }

        return table;
    }

    private static MarkdownTable Quantities()
    {
        MarkdownTable table = new("what", "units", "such as");
        foreach (QuantityForm form in QuantityForm.All)
        {
            table.Row(QuantityParsers.NameOf(form.Type), form.Units, MarkdownTable.Codes(form.Examples));
        }

        return table.Row(
            "a distribution as a map",
            "through two percentiles; a weighted mixture; values of a file",
            "`{p50: 40ms, p99: 90ms}`, `{mixture: [{weight: 90%, of: 1ms}, {weight: 10%, of: 1s}]}`, "
                + "`{empirical: file.csv}`"
        );
    }

    private static MarkdownTable Expectations()
    {
        MarkdownTable table = new("sentence", "holds when", "such as");
        foreach (ExpectationForm form in ExpectationForm.All)
        {
            table.Row(MarkdownTable.Code(form.Pattern), form.Summary, MarkdownTable.Code(form.Example));
        }

        return table;
    }
}
