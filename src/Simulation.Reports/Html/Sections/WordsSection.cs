namespace Simulation.Reports.Html.Sections;

/// <summary>What the words of the page mean.</summary>
internal static class WordsSection
{
    private static readonly (string Word, string Meaning)[] Words =
    [
        (
            "availability",
            "The share of operations that were answered, of all that clients asked in a window."
        ),
        ("fingerprint", "A hash over everything observable in a run; equal fingerprints mean equal runs."),
        (
            "lost write",
            "A write that was acknowledged and is gone without a causally later write replacing it."
        ),
        ("lost operation", "An operation whose client never learned whether it took effect."),
        ("observed", "The strongest consistency model that the recorded history was found to satisfy."),
        ("p50, p99", "Half of the answers, or ninety-nine of a hundred, came at least so fast."),
        ("refused", "An operation that certainly did not take effect."),
        (
            "RPO",
            "Recovery point: the length of time whose acknowledged writes are not all there after a disaster."
        ),
        (
            "burn rate",
            "How many times as fast as allowed an error budget is used: at 1x it lasts exactly its window."
        ),
        ("error budget", "What a promise leaves for failures: of 99.9 % one in a thousand."),
        ("RTO", "Recovery time: from the disaster until clients are served again."),
        ("stale read", "A read of a value that had already been replaced when the read was asked."),
        (
            "unknown",
            "Not decided: nothing was measured, or the budget ran out. Unknown never counts as held."
        ),
    ];

    public static void Write(HtmlText html, Report report)
    {
        html.Raw("<dl>\n");
        foreach ((string word, string meaning) in Words)
        {
            html.Element("dt", word).Element("dd", meaning);
        }

        html.Raw("</dl>\n");
    }
}
