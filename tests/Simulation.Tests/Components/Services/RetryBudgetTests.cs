using Simulation.Components.Services.Policies;
using Simulation.Kernel.Quantities;

namespace Simulation.Tests.Components.Services;

public sealed class RetryBudgetTests
{
    [Fact]
    public void Retries_are_a_share_of_first_attempts_beyond_the_reserve()
    {
        var budget = new RetryBudget(new Ratio(100_000), reserve: 10);

        int granted = 0;
        for (int attempt = 0; attempt < 1_000; attempt++)
        {
            budget.Earn();
            granted += budget.TrySpend() ? 1 : 0;
        }

        // The reserve is full at first, so that what the first attempt earns is lost.
        Assert.InRange(granted, 109, 110);
    }
}
