using System.Globalization;
using CsCheck;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions.Lists;

/// <summary>
/// Small histories of lists: from a serial execution, with reads from the past and other faults.
/// </summary>
internal static class RandomListHistories
{
    /// <summary>Two to five transactions of up to three steps on two or three keys.</summary>
    public static Gen<History> Small { get; } = Gen.UInt.Select(seed => Build(new RandomStream(seed)));

    private static History Build(RandomStream random)
    {
        string[] keys = random.NextBelow(2) == 0 ? ["x", "y"] : ["x", "y", "z"];
        int count = 2 + random.NextBelow(4);
        int faults = random.NextBelow(5);
        var lists = keys.ToDictionary(key => key, _ => new List<int>());
        int[] clocks = new int[3];
        List<string> lines = [];
        for (int i = 0; i < count; i++)
        {
            int process = random.NextBelow(clocks.Length);
            string told = random.NextBelow(10) switch
            {
                0 => "lost",
                1 => "refused",
                _ => "ok",
            };
            var after = lists.ToDictionary(pair => pair.Key, pair => new List<int>(pair.Value));
            string steps = Steps(random, after, keys, faults, i);
            if (told != "refused" || random.NextBelow(8) == 0)
            {
                lists = after;
            }

            int start = clocks[process] + random.NextBelow(6);
            int end = start + 1 + random.NextBelow(6);
            clocks[process] = end + 1;
            lines.Add(
                told == "lost"
                    ? $"c{process + (10 * (i + 1))} {steps}{told} {start}.."
                    : $"c{process} {steps}{told} {start}..{end}"
            );
        }

        return TransactionLanguage.Parse(string.Join('\n', lines));
    }

    private static string Steps(
        RandomStream random,
        Dictionary<string, List<int>> lists,
        string[] keys,
        int faults,
        int transaction
    )
    {
        int count = 1 + random.NextBelow(3);
        string steps = "";
        Dictionary<string, int> skipped = [];
        for (int step = 0; step < count; step++)
        {
            string key = keys[random.NextBelow(keys.Length)];
            List<int> list = lists[key];
            if (random.NextBelow(2) == 0)
            {
                int value = (10 * transaction) + step + 1;
                list.Add(value);
                steps += string.Create(CultureInfo.InvariantCulture, $"{key}+={value} ");
                continue;
            }

            int own = list.AsEnumerable().Reverse().TakeWhile(value => value / 10 == transaction).Count();
            int others = list.Count - own;
            if (!skipped.TryGetValue(key, out int kept) || random.NextBelow(20) == 0)
            {
                kept = random.NextBelow(10) < 2 * faults ? random.NextBelow(others + 1) : others;
                skipped[key] = kept;
            }

            steps += $"{key}=[{string.Join(',', list.Take(kept).Concat(list.Skip(others)))}] ";
        }

        return steps;
    }
}
