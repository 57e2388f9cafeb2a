using Simulation.Reports;
using Simulation.Reports.Html;

namespace Simulation.Tests.Reports.Html;

public sealed class HtmlReportTests
{
    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        string page = HtmlReport.Write(new Report(SampleRuns.Matrix(42)));

        Assert.DoesNotContain("http://", WithoutNamespaces(page));
        Assert.DoesNotContain("https://", WithoutNamespaces(page));
        Assert.DoesNotContain("<script src", page);
        Assert.DoesNotContain("@import", page);
    }

    [Fact]
    public void The_same_runs_give_the_same_page()
    {
        Assert.Equal(
            HtmlReport.Write(new Report(SampleRuns.Matrix(42))),
            HtmlReport.Write(new Report(SampleRuns.Matrix(42)))
        );
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("a & b < c")]
    public void A_hostile_title_is_text_and_nothing_else(string title)
    {
        Report report = new([SampleRuns.Run("session", 42) with { Title = title }]);

        string page = HtmlReport.Write(report);

        Assert.DoesNotContain(title, page);
        Assert.Contains(System.Security.SecurityElement.Escape(title), page);
    }

    [Theory]
    [InlineData("verdict")]
    [InlineData("guarantees")]
    [InlineData("timeline")]
    [InlineData("latency")]
    [InlineData("trade-off")]
    [InlineData("reproduce")]
    [InlineData("words")]
    public void A_section_is_there_and_the_way_to_it(string id)
    {
        string page = HtmlReport.Write(new Report(SampleRuns.Matrix(42)));

        Assert.Contains($"<section id=\"{id}\">", page);
        Assert.Contains($"<a href=\"#{id}\">", page);
    }

    [Fact]
    public void What_a_report_has_nothing_of_is_left_out()
    {
        string page = HtmlReport.Write(new Report(SampleRuns.Matrix(42)));

        Assert.DoesNotContain("<section id=\"recovery\">", page);
        Assert.DoesNotContain("<section id=\"cost\">", page);
    }

    private static string WithoutNamespaces(string page) =>
        page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)
            .Replace("/*! https://github.com/leeoniya/uPlot", "", StringComparison.Ordinal);
}
