using Simulation.Components.Routing;

namespace Simulation.Tests.Components.Routing;

public sealed class HealthLedgerTests
{
    [Fact]
    public void It_takes_several_failures_in_a_row_to_lose_trust_and_several_successes_to_regain_it()
    {
        var ledger = new HealthLedger(unhealthyAfter: 3, healthyAfter: 2);
        bool[] checks = [false, false, true, false, false, false, true, false, true, true];

        bool[] changes = [.. checks.Select(ledger.Note)];

        Assert.Equal([5, 9], changes.Index().Where(one => one.Item).Select(one => one.Index));
        Assert.True(ledger.IsHealthy);
    }

    [Fact]
    public void The_share_of_good_checks_is_that_of_the_latest_ten()
    {
        var ledger = new HealthLedger(unhealthyAfter: 100, healthyAfter: 1);
        (int, int) atFirst = ledger.Recent;

        for (int check = 0; check < 25; check++)
        {
            ledger.Note(check < 18);
        }

        Assert.Equal((1, 1), atFirst);
        Assert.Equal((3, 10), ledger.Recent);
    }
}
