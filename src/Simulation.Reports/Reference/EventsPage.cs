namespace Simulation.Reports.Reference;

/// <summary>What happens inside components, by the name that scenarios call it.</summary>
internal static class EventsPage
{
    public static ReferencePage Of(
        IReadOnlyList<CatalogueSubject> components,
        IReadOnlyList<CatalogueSubject> protocols
    )
    {
        MarkdownTable table = new("component or protocol", "tells of");
        foreach (CatalogueSubject subject in components.Concat(protocols))
        {
            table.Row(MarkdownTable.Code(subject.Name), MarkdownTable.Codes(subject.Happenings));
        }

        return new ReferencePage(
            "events.md",
            "Events",
            "What components tell of, and the replicas of each protocol. `reached: [leader-elected]` demands that it "
                + "happened, `never leader-elected` under `expect:` that it did not.",
            table.ToString()
        );
    }
}
