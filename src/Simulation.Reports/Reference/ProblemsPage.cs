using Simulation.Scenarios.Problems;

namespace Simulation.Reports.Reference;

/// <summary>The mistakes that scenario files can have.</summary>
internal static class ProblemsPage
{
    public static ReferencePage Of(IReadOnlyList<ProblemEntry> problems)
    {
        MarkdownTable table = new("code", "what is wrong", "why, and what to do");
        foreach (ProblemEntry problem in problems)
        {
            table.Row(MarkdownTable.Code(problem.Code), problem.Title, problem.Explanation);
        }

        return new ReferencePage(
            "problems.md",
            "Problems",
            "What `simlab validate` can find in a scenario file. A code, once given, never changes its "
                + "meaning.",
            table.ToString()
        );
    }
}
