using System.Globalization;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Swarms;

/// <summary>Draws the parameters of one kind of fault, as a scenario file would write them.</summary>
/// <param name="random">The kind's own stream.</param>
/// <param name="victim">The one node whose disk may lie and lose things.</param>
/// <param name="regions">The regions of the scenario; at least one.</param>
internal sealed class SwarmDraw(RandomStream random, string victim, IReadOnlyList<string> regions)
{
    private readonly List<KeyValuePair<string, string>> _keys = [];

    /// <summary>What was drawn: keys and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys => _keys;

    /// <summary>Says something that is not drawn.</summary>
    public SwarmDraw With(string key, string value)
    {
        _keys.Add(KeyValuePair.Create(key, value));
        return this;
    }

    /// <summary>Draws a share in whole percent, both ends included.</summary>
    public SwarmDraw Percent(string key, int min, int max) => With(key, Whole(min, max) + "%");

    /// <summary>Draws a length in whole milliseconds, both ends included.</summary>
    public SwarmDraw Milliseconds(string key, int min, int max) => With(key, Whole(min, max) + "ms");

    /// <summary>Draws a whole number, both ends included.</summary>
    public SwarmDraw Number(string key, int min, int max) => With(key, Whole(min, max));

    /// <summary>Draws one of some words.</summary>
    public SwarmDraw OneOf(string key, params string[] words) =>
        With(key, words[random.NextBelow(words.Length)]);

    /// <summary>Aims it at one node, drawn when it begins.</summary>
    public SwarmDraw AtOneNode() => With("mode", "one");

    /// <summary>Aims it at one node or at all.</summary>
    public SwarmDraw AtOneNodeOrAll() => OneOf("mode", "one", "all");

    /// <summary>
    /// Aims it at the node that all faults share which lose what was durable: a majority keeps its disks.
    /// </summary>
    public SwarmDraw AtTheVictim() => With("nodes", victim);

    /// <summary>Aims it at a region.</summary>
    public SwarmDraw AtARegion(string key) => With(key, regions[random.NextBelow(regions.Count)]);

    private string Whole(int min, int max) =>
        (min + random.NextBelow(max - min + 1)).ToString(CultureInfo.InvariantCulture);
}
