using Simulation.Histories;
using Simulation.Reports;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Reports;

public sealed class VerdictsTests
{
    private static readonly ExpectationOutcome Claim = new(
        "lost_writes == 0",
        "a.yaml",
        3,
        false,
        Judgement.Held,
        "0",
        "",
        null
    );

    [Theory]
    [InlineData(Judgement.Held, false, ExitCode.Held)]
    [InlineData(Judgement.Failed, false, ExitCode.Failed)]
    [InlineData(Judgement.Unknown, false, ExitCode.Unknown)]
    [InlineData(Judgement.Failed, true, ExitCode.Held)]
    [InlineData(Judgement.Unknown, true, ExitCode.Held)]
    public void A_claim_decides_the_exit_unless_it_only_warns(
        Judgement judgement,
        bool isWarning,
        ExitCode expected
    )
    {
        RunResult run = Run(Claim with { Judgement = judgement, IsWarning = isWarning });

        ExitCode exit = Verdicts.Exit([run]);

        Assert.Equal(expected, exit);
    }

    [Fact]
    public void A_failure_outweighs_an_unknown()
    {
        RunResult run = Run(
            Claim with
            {
                Judgement = Judgement.Unknown,
            },
            Claim with
            {
                Judgement = Judgement.Failed,
            }
        );

        ExitCode exit = Verdicts.Exit([run]);

        Assert.Equal(ExitCode.Failed, exit);
    }

    [Theory]
    [InlineData(true, ExitCode.Held)]
    [InlineData(false, ExitCode.Failed)]
    public void A_violated_model_decides_only_where_nothing_is_expected(bool expects, ExitCode expected)
    {
        RunResult run = (expects ? Run(Claim) : Run()) with
        {
            Models =
            [
                new ModelOutcome("shoppers", "linearizable", Judgement.Failed, "stale-read", "because", []),
            ],
        };

        ExitCode exit = Verdicts.Exit([run]);

        Assert.Equal(expected, exit);
    }

    [Fact]
    public void An_undecided_model_is_never_green()
    {
        RunResult run = Run(Claim) with
        {
            Models = [new ModelOutcome("shoppers", "linearizable", Judgement.Unknown, "", "budget", [])],
        };

        ExitCode exit = Verdicts.Exit([run]);

        Assert.Equal(ExitCode.Unknown, exit);
    }

    [Fact]
    public void A_run_in_which_no_client_asked_anything_is_unknown()
    {
        RunResult run = Run(Claim);
        run = run with { Workloads = [run.Workloads[0] with { History = new History("shoppers", []) }] };

        ExitCode exit = Verdicts.Exit([run]);

        Assert.Equal(ExitCode.Unknown, exit);
    }

    private static RunResult Run(params ExpectationOutcome[] expectations) =>
        SampleRuns.Run("linearizable", 42) with
        {
            Expectations = expectations,
        };
}
