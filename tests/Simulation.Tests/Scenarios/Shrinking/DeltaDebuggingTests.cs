using CsCheck;
using Simulation.Scenarios.Shrinking;

namespace Simulation.Tests.Scenarios.Shrinking;

public sealed class DeltaDebuggingTests
{
    [Fact]
    public void Exactly_the_elements_that_must_be_together_remain() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39].HashSet[0, 5])
            .Sample(
                (count, drawn) =>
                {
                    List<int> needed = [.. drawn.Where(one => one < count).Order()];

                    IReadOnlyList<int> minimal = DeltaDebugging.Minimize(
                        [.. Enumerable.Range(0, count)],
                        candidates => First(candidates, list => needed.All(list.Contains))
                    );

                    Assert.Equal(needed, minimal);
                }
            );

    [Fact]
    public void No_single_element_can_be_left_leftof_what_fails_oddly()
    {
        static bool Fails(IReadOnlyList<int> list) => list.Sum() % 7 == 2;
        List<int> whole = [.. Enumerable.Range(1, 16), 6];

        IReadOnlyList<int> minimal = DeltaDebugging.Minimize(whole, candidates => First(candidates, Fails));

        Assert.True(Fails(whole));
        Assert.True(Fails(minimal));
        Assert.DoesNotContain(
            Enumerable.Range(0, minimal.Count),
            left => Fails([.. minimal.Where((_, index) => index != left)])
        );
    }

    [Fact]
    public void A_list_of_which_nothing_smaller_fails_stays()
    {
        List<int> whole = [3, 1, 2];

        IReadOnlyList<int> minimal = DeltaDebugging.Minimize(whole, _ => -1);

        Assert.Equal(whole, minimal);
    }

    private static int First(
        IReadOnlyList<IReadOnlyList<int>> candidates,
        Predicate<IReadOnlyList<int>> fails
    ) => candidates.ToList().FindIndex(fails);
}
