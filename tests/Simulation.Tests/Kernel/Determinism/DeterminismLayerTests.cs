namespace Simulation.Tests.Kernel.Determinism;

public sealed class DeterminismLayerTests
{
    [Theory]
    [InlineData("ask-and-pipe-to", "2s answered nobody")]
    [InlineData("task-run", "done ran 9")]
    [InlineData("children", "1s ended child-7")]
    [InlineData("polly", "called ok 34")]
    [InlineData("guarded-services", "circuit-opened")]
    public async Task Two_processes_do_the_same_in_the_same_order(string probe, string happening)
    {
        ProbeRun first = await ProbeRun.Of(probe);

        ProbeRun second = await ProbeRun.Of(probe);

        Assert.Contains(happening, first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output);
        Assert.Empty(first.Offences);
        Assert.Empty(first.Problems);
    }

    [Fact]
    public async Task Another_seed_gives_another_fingerprint()
    {
        ProbeRun first = await ProbeRun.Of("polly", seed: 1);

        ProbeRun second = await ProbeRun.Of("polly", seed: 2);

        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Theory]
    [InlineData("foreign-thread", "foreign thread: queued String to probe@n1")]
    [InlineData("real-timer", "real timer: 1 were started on the machine's clock")]
    [InlineData("stray-pool-item", "stray pool item: 1 ran on the real thread pool")]
    [InlineData("left-event", "event left at the end: Akka scheduled String to ")]
    public async Task A_planted_offender_is_caught_and_named(string probe, string offence)
    {
        ProbeRun run = await ProbeRun.Of(probe);

        string caught = Assert.Single(run.Offences);
        Assert.StartsWith(offence, caught, StringComparison.Ordinal);
    }
}
