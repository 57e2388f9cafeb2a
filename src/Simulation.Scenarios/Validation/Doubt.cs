namespace Simulation.Scenarios.Validation;

/// <summary>What is done about an answer that is off and may be so by chance alone.</summary>
internal static class Doubt
{
    /// <summary>
    /// One of a hundred right models is outside its 99 % interval. An answer that is off is therefore asked once
    /// more, of other seeds and with more samples, and only that one counts; its case says so.
    /// </summary>
    /// <param name="ask">
    /// Asks for the first time (1) or again (2), when it takes other seeds and at least twice as many samples.
    /// </param>
    public static KnownAnswer Settle(Func<int, KnownAnswer> ask)
    {
        KnownAnswer first = ask(1);
        if (first.IsMet)
        {
            return first;
        }

        KnownAnswer second = ask(2);
        return second with { Case = second.Case + ", asked again" };
    }
}
