using Simulation.Reports;
using Simulation.Reports.Terminal;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Reports;

public sealed class TerminalReportTests
{
    private static readonly TerminalFacts Facts = new(
        TimeSpan.FromSeconds(4.1),
        "results/sample/7f3c91/summary.md",
        6,
        null,
        false,
        ExitCode.Failed
    );

    [Fact]
    public void A_matrix_prints_the_comparison_and_every_broken_promise()
    {
        Report report = new(SampleRuns.Matrix(42, 43));

        string text = TerminalReport.Plain(TerminalReport.Compose(report, Facts));

        ReportGolden.Equal("matrix.plain.txt", text);
    }

    [Fact]
    public void A_single_run_without_matrix_prints_its_scenario_as_the_design()
    {
        Report report = new([SampleRuns.Run("linearizable", 42) with { Cell = [] }]);

        string text = TerminalReport.Plain(
            TerminalReport.Compose(
                report,
                Facts with
                {
                    Planned = 1,
                    Elapsed = null,
                    Folder = null,
                    Exit = report.Exit,
                }
            )
        );

        ReportGolden.Equal("single.plain.txt", text);
    }

    [Fact]
    public void Plain_output_holds_no_colour_bar_or_box()
    {
        Report report = new(SampleRuns.Matrix(42, 43));

        string text = TerminalReport.Plain(TerminalReport.Compose(report, Facts));

        Assert.All(text, letter => Assert.True(letter is '\n' or (>= ' ' and <= '~'), $"found '{letter}'"));
        Assert.DoesNotContain("###", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_does_not_fit_the_terminal_is_split_between_groups()
    {
        Report report = new(SampleRuns.Matrix(42, 43));

        IReadOnlyList<Line> lines = TerminalReport.Compose(report, Facts with { Width = 80 });

        Assert.Equal(
            6,
            lines.Count(line =>
                SampleRuns.Levels.Any(level =>
                    line.ToString().StartsWith("  " + level, StringComparison.Ordinal)
                )
            )
        );
        Assert.All(
            lines.Where(line => line.ToString().Contains("avail", StringComparison.Ordinal)),
            line => Assert.True(line.ToString().Length <= 80)
        );
    }

    [Fact]
    public void A_sentence_is_wrapped_between_words_and_loses_none()
    {
        Page page = new();
        page.Sentence(8, string.Join(' ', Enumerable.Range(0, 60).Select(number => "word" + number)));

        List<string> parts =
        [
            .. ColouredTerminal
                .Wrapped(page.Lines[0], 40)
                .Select(part => string.Concat(part.Select(span => span.Text))),
        ];

        Assert.All(
            parts,
            part => Assert.True(part.Length < 40 && part.StartsWith("        word", StringComparison.Ordinal))
        );
        Assert.Equal(60, parts.Sum(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public void A_fault_that_touched_nothing_is_warned_about()
    {
        RunResult run = SampleRuns.Run("eventual", 42);
        Report report = new([run with { Faults = [run.Faults[0] with { TouchedNothing = true }] }]);

        string text = TerminalReport.Plain(TerminalReport.Compose(report, Facts));

        Assert.Contains("warning: cut touched nothing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offence_is_named_and_outweighs_everything()
    {
        RunResult run = SampleRuns.Run("eventual", 42) with { Offences = ["a real timer was set by Foo"] };
        Report report = new([run]);

        string text = TerminalReport.Plain(TerminalReport.Compose(report, Facts));

        Assert.Equal(ExitCode.NotDeterministic, report.Exit);
        Assert.Contains("not deterministic: a real timer was set by Foo", text, StringComparison.Ordinal);
    }
}
