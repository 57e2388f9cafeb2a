using System.Security;
using System.Text;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>
/// A report in the XML that build servers read: a suite for each run, a case for each expectation.
/// </summary>
public static class JUnitXml
{
    /// <summary>The document. Unknown is an error there, for it must not pass.</summary>
    public static string Write(Report report)
    {
        StringBuilder text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        List<ExpectationOutcome> all = [.. report.Runs.SelectMany(run => run.Expectations)];
        text.Append($"<testsuites name=\"{Escape(report.Scenario)}\" {Counts(all)}>\n");
        foreach (RunResult run in report.Runs)
        {
            string suite = Escape($"{Design.Name(run)}, seed {run.Seed}");
            text.Append($"  <testsuite name=\"{suite}\" {Counts(run.Expectations)}>\n");
            foreach (ExpectationOutcome expectation in run.Expectations)
            {
                Case(text, suite, run, expectation);
            }

            text.Append("  </testsuite>\n");
        }

        return text.Append("</testsuites>\n").ToString();
    }

    private static void Case(StringBuilder text, string suite, RunResult run, ExpectationOutcome expectation)
    {
        string place = $"file=\"{Escape(FileName.Last(expectation.File))}\" line=\"{expectation.Line}\"";
        text.Append($"    <testcase classname=\"{suite}\" name=\"{Escape(expectation.That)}\" {place}");
        string detail = Escape($"{expectation.Because}\n{Finding.Replay(run, expectation)}\n");
        string message = Escape(expectation.Was.Length == 0 ? "unmeasured" : "was " + expectation.Was);
        text.Append(
            (expectation.Judgement, expectation.IsWarning) switch
            {
                (Judgement.Held, _) => "/>\n",
                (_, true) => $">\n      <system-out>{detail}</system-out>\n    </testcase>\n",
                (Judgement.Failed, _) =>
                    $">\n      <failure message=\"{message}\">{detail}</failure>\n    </testcase>\n",
                (Judgement.Unknown, _) =>
                    $">\n      <error message=\"unknown\">{detail}</error>\n    </testcase>\n",
                _ => throw new ArgumentOutOfRangeException(
                    nameof(expectation),
                    expectation.Judgement,
                    "no such judgement"
                ),
            }
        );
    }

    private static string Counts(IReadOnlyList<ExpectationOutcome> all)
    {
        int failures = all.Count(one => !one.IsWarning && one.Judgement == Judgement.Failed);
        int errors = all.Count(one => !one.IsWarning && one.Judgement == Judgement.Unknown);
        return $"tests=\"{all.Count}\" failures=\"{failures}\" errors=\"{errors}\"";
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}
