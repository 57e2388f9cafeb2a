namespace Simulation.Kernel.Determinism;

/// <summary>
/// Checks at start that each trick of the layer does on this runtime what it did when it was written.
/// </summary>
internal static class SelfCheck
{
    private const string Sample = "simlab";

    /// <summary>One line a trick: its name, and what is wrong with it or null.</summary>
    public static IEnumerable<(string Trick, string? Failure)> Run(ThreadPoolPump? pump)
    {
        yield return ("text hash", CheckTextHash());
        yield return ("combined hash", CheckCombinedHash());
        yield return ("Akka's random numbers", AkkaRandom.TrySeed(1));
        yield return ("Akka's random numbers repeat", CheckAkkaRandom());
        if (pump is not null)
        {
            yield return ("thread pool round trip", CheckPump(pump));
        }
    }

    private static string? CheckTextHash() =>
        Sample.GetHashCode(StringComparison.Ordinal) == ExpectedHashes.Text
            ? null
            : $"the hash of \"{Sample}\" is {Sample.GetHashCode(StringComparison.Ordinal)}, not {ExpectedHashes.Text}";

    private static string? CheckCombinedHash() =>
        HashCode.Combine(1, 2) == ExpectedHashes.Combined
            ? null
            : $"the combined hash of 1 and 2 is {HashCode.Combine(1, 2)}, not {ExpectedHashes.Combined}";

    private static string? CheckAkkaRandom()
    {
        AkkaRandom.TrySeed(1);
        int first = Akka.Util.ThreadLocalRandom.Current.Next();
        AkkaRandom.TrySeed(1);
        return Akka.Util.ThreadLocalRandom.Current.Next() == first
            ? null
            : "the same seed gave other numbers";
    }

    private static string? CheckPump(ThreadPoolPump pump)
    {
        int thread = -1;
        Task work = Task.Run(() => thread = Environment.CurrentManagedThreadId);
        while (pump.RunOne())
        {
            // Until the pool is empty.
        }

        return work.IsCompleted && thread == Environment.CurrentManagedThreadId
            ? null
            : "a task queued to the pool did not run on the simulation's thread";
    }

    /// <summary>What the hashes are under the fixed seeds.</summary>
    private static class ExpectedHashes
    {
        public const int Text = -1_922_844_874;
        public const int Combined = -1_521_716_785;
    }
}
