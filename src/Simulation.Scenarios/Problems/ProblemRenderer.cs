using System.Globalization;
using System.Text;

namespace Simulation.Scenarios.Problems;

/// <summary>
/// Writes problems for people, with the line at fault and a caret under the words, or for GitHub.
/// </summary>
public static class ProblemRenderer
{
    private const int LineWidthMax = 160;

    /// <summary>
    /// All problems, each with its line, and how many there are. Ends with a line feed unless empty.
    /// </summary>
    /// <param name="problems">In the order in which they are shown.</param>
    /// <param name="textOf">A file's text by its name, or null where there is none to show.</param>
    public static string Render(IReadOnlyList<Problem> problems, Func<string, string?> textOf)
    {
        if (problems.Count == 0)
        {
            return "";
        }

        var page = new StringBuilder();
        var linesByFile = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (Problem problem in problems)
        {
            if (!linesByFile.TryGetValue(problem.Where.File, out string[]? lines))
            {
                lines = (textOf(problem.Where.File) ?? "").Split('\n');
                linesByFile.Add(problem.Where.File, lines);
            }

            Append(page, problem, lines);
        }

        int fileCount = problems
            .Select(problem => problem.Where.File)
            .Distinct(StringComparer.Ordinal)
            .Count();
        page.Append(
            CultureInfo.InvariantCulture,
            $"{Count(problems.Count, "problem")} in {Count(fileCount, "file")}. "
        );
        page.Append(CultureInfo.InvariantCulture, $"simlab explain {problems[0].Code} tells more.\n");
        return page.ToString();
    }

    /// <summary>The problems as commands that GitHub turns into notes beside the file's lines.</summary>
    public static string RenderForGitHub(IReadOnlyList<Problem> problems)
    {
        var page = new StringBuilder();
        foreach (Problem problem in problems)
        {
            string message = problem.Suggestion is null
                ? problem.Message
                : $"{problem.Message}: {problem.Suggestion}";
            page.Append(problem.Severity == ProblemSeverity.Error ? "::error " : "::warning ")
                .Append("file=")
                .Append(EscapeProperty(problem.Where.File));
            if (problem.Where.Line > 0)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $",line={problem.Where.Line},col={problem.Where.Column}"
                );
            }

            page.Append(",title=").Append(problem.Code).Append("::").Append(EscapeData(message)).Append('\n');
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Problem problem, string[] lines)
    {
        string severity = problem.Severity == ProblemSeverity.Error ? "error" : "warning";
        page.Append(
            CultureInfo.InvariantCulture,
            $"{problem.Where}: {severity} {problem.Code}: {problem.Message}\n"
        );
        int line = problem.Where.Line;
        if (line < 1 || line > lines.Length || problem.Where.Column > LineWidthMax)
        {
            page.Append(problem.Suggestion is null ? "" : $"      {problem.Suggestion}\n");
            return;
        }

        string shown = Visible(lines[line - 1]);
        int start = Math.Clamp(problem.Where.Column - 1, 0, shown.Length);
        int length = Math.Max(1, Math.Min(problem.Where.Length, shown.Length - start));
        page.Append(CultureInfo.InvariantCulture, $"{line, 5} | {shown}\n");
        page.Append(' ', 5).Append(" | ").Append(' ', start).Append('^', length);
        page.Append(problem.Suggestion is null ? "" : " " + problem.Suggestion).Append('\n');
    }

    /// <summary>
    /// Tabs and other controls take one column each, so that the caret stays under its word.
    /// </summary>
    private static string Visible(string line)
    {
        string cut = line.TrimEnd('\r');
        cut = cut.Length > LineWidthMax ? cut[..LineWidthMax] : cut;
        return string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)).TrimEnd();
    }

    private static string Count(int count, string noun) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");

    private static string EscapeData(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeData(text)
            .Replace(":", "%3A", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);
}
