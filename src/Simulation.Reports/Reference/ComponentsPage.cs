using System.Text;
using Simulation.Kernel.Metrics;

namespace Simulation.Reports.Reference;

/// <summary>What scenarios are made of, and its options.</summary>
internal static class ComponentsPage
{
    public static ReferencePage Of(
        IReadOnlyList<CatalogueSubject> components,
        IReadOnlyList<CatalogueSubject> protocols
    )
    {
        StringBuilder text = new();
        foreach (CatalogueSubject component in components)
        {
            text.Append($"## {component.Name}\n\n{component.Summary}\n\n");
            if (component.OptionsType is { } type)
            {
                text.Append(OptionSections.Of(component.Name, type, 3)).Append('\n');
            }

            if (component.Metrics.Count > 0)
            {
                text.Append(MetricsOf(component)).Append('\n');
            }
        }

        MarkdownTable table = new("protocol", "what it is");
        foreach (CatalogueSubject protocol in protocols)
        {
            table.Row(MarkdownTable.Code(protocol.Name), protocol.Summary);
        }

        text.Append("## Replication protocols\n\nWhat `protocol:` of a key-value store names.\n\n")
            .Append(table);
        return new ReferencePage(
            "components.md",
            "Components",
            "What an entry of `components:` may be, by its `kind:`, with every key that it takes.",
            text.ToString()
        );
    }

    private static string MetricsOf(CatalogueSubject component)
    {
        MarkdownTable table = new("it measures", "what it is", "in an expectation", "may be narrowed by");
        foreach (ComponentMetric metric in component.Metrics)
        {
            string name = $"NAME.{metric.Name}";
            table.Row(
                MarkdownTable.Code(metric.Name),
                metric.Summary,
                MarkdownTable.Code(metric.Shape == MetricShape.Count ? name : $"max({name})"),
                MarkdownTable.Codes(metric.Labels)
            );
        }

        return table.ToString();
    }
}
