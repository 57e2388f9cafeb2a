namespace Simulation.Reports.Reference;

/// <summary>A page of the reference, in Markdown; the same text for the same engine.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Title">What it lists.</param>
/// <param name="Summary">What a reader finds on it, in a sentence.</param>
/// <param name="Body">All below that, ending in a line feed.</param>
public sealed record ReferencePage(string File, string Title, string Summary, string Body)
{
    /// <summary>The command that writes all pages, from the top of a checkout.</summary>
    public const string Command = "simlab list --reference results/reference";

    /// <summary>The whole file; its first line names the command that makes it.</summary>
    public string Text => $"<!-- Made by `{Command}`; do not edit. -->\n# {Title}\n\n{Summary}\n\n{Body}";
}
