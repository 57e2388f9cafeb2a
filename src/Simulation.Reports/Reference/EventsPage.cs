namespace Simulation.Reports.Reference;

/// <summary>What happens inside components, by the name that scenarios call it.</summary>
internal static class EventsPage
{
    public static ReferencePage Of(IReadOnlyList<CatalogueSubject> protocols)
    {
        MarkdownTable table = new("protocol", "tells of");
        foreach (CatalogueSubject protocol in protocols)
        {
            table.Row(MarkdownTable.Code(protocol.Name), MarkdownTable.Codes(protocol.Happenings));
        }

        return new ReferencePage(
            "events.md",
            "Events",
            "What the replicas of each protocol tell of. `reached: [leader-elected]` demands that it "
                + "happened, `never leader-elected` under `expect:` that it did not.",
            table.ToString()
        );
    }
}
