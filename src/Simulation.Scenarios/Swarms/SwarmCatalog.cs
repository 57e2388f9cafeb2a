using Simulation.Components.Faults;

namespace Simulation.Scenarios.Swarms;

/// <summary>The kinds of faults that a swarm can draw, and from which parameters.</summary>
internal static class SwarmCatalog
{
    private static readonly SwarmClass[] Table =
    [
        new(
            "partition",
            draw =>
                draw.OneOf(
                    "shape",
                    "halves",
                    "majority-minority",
                    "isolate-one",
                    "bridge",
                    "majorities-ring",
                    "random"
                )
        ),
        new("packet-loss", draw => draw.Percent("loss", 1, 30).AtOneNodeOrAll()),
        new(
            "latency",
            draw => draw.Milliseconds("add", 1, 300).Milliseconds("jitter", 0, 50).AtOneNodeOrAll()
        ),
        new("clog", draw => draw.Milliseconds("mean", 20, 1_000).AtOneNodeOrAll()),
        new("blackhole", draw => draw.AtOneNode()),
        new("reject", draw => draw.AtOneNode()),
        new("bandwidth", draw => draw.With("rate", "1MiB/s").AtOneNodeOrAll()),
        new("duplicate", draw => draw.Percent("share", 1, 30).AtOneNodeOrAll()),
        new("reorder", draw => draw.Percent("share", 1, 50).Milliseconds("gap", 1, 50).AtOneNodeOrAll()),
        new("corrupt", draw => draw.Percent("share", 1, 20).AtOneNodeOrAll()),
        new("flap", draw => draw.Milliseconds("period", 50, 2_000).Percent("duty", 10, 60).AtOneNode()),
        new("crash", draw => draw.Milliseconds("restart-after", 50, 3_000).AtOneNodeOrAll()),
        new("restart", draw => draw.Milliseconds("takes", 50, 2_000).AtOneNodeOrAll()),
        new("pause", draw => draw.AtOneNodeOrAll()),
        new("slow-cpu", draw => draw.Number("factor", 2, 20).AtOneNodeOrAll()),
        new("slow-node", draw => draw.Number("factor", 2, 20).AtOneNode()),
        new("out-of-memory", draw => draw.Milliseconds("restart-after", 200, 3_000).AtOneNode()),
        new("zombie", draw => draw.AtOneNode()),
        new("lossy-nic", draw => draw.Percent("loss", 1, 20).AtOneNode()),
        new("one-way-slow", draw => draw.Milliseconds("add", 10, 300).AtOneNode()),
        new("fail-slow-then-recover", draw => draw.Milliseconds("peak", 20, 500).AtOneNode()),
        new("brownout", draw => draw.Milliseconds("add", 5, 100).Percent("loss", 1, 10)),
        new("leader-kill", draw => draw),
        new("disk-latency", draw => draw.Milliseconds("add", 1, 100).AtOneNodeOrAll()),
        new("limping-disk", draw => draw.Number("factor", 2, 50).AtOneNode()),
        new("disk-stall", draw => draw.AtOneNode()),
        new("disk-error", draw => draw.Percent("share", 1, 50).AtOneNode()),
        new("disk-full", draw => draw.AtOneNode()),
        new("wipe", draw => draw.Milliseconds("restart-after", 200, 2_000).AtTheVictim())
        {
            LosesData = true,
            IsAmnesia = true,
        },
        new("torn-write", draw => draw.AtTheVictim()) { LosesData = true },
        new("lost-write", draw => draw.Percent("share", 1, 30).AtTheVictim()) { LosesData = true },
        new("lying-fsync", draw => draw.AtTheVictim()) { LosesData = true, IsAmnesia = true },
        new("fsync-error-then-clean", draw => draw.Percent("share", 1, 30).AtTheVictim())
        {
            LosesData = true,
        },
        new("bit-rot", draw => draw.Percent("share", 1, 20).AtTheVictim()) { LosesData = true },
        new("misdirected-write", draw => draw.Percent("share", 1, 10).AtTheVictim()) { LosesData = true },
        new("clock-skew", draw => draw.Milliseconds("offset", -2_000, 2_000).AtOneNodeOrAll()),
        new("clock-drift", draw => draw.Number("ppm", -50_000, 50_000).AtOneNodeOrAll()),
        new("clock-jump", draw => draw.Milliseconds("by", -2_000, 2_000).AtOneNodeOrAll()),
        new(
            "clock-strobe",
            draw => draw.Milliseconds("delta", 1, 500).Milliseconds("period", 5, 500).AtOneNode()
        ),
        new("ntp-lost", draw => draw.Number("ppm-max", 50, 1_000)),
        new("replication-lag", draw => draw.Milliseconds("add", 10, 500).AtOneNode()),
        new("region-isolated", draw => draw.AtARegion("region")) { RegionsMin = 2 },
    ];

    /// <summary>The kinds that this lab has, in the order in which they are drawn.</summary>
    public static IReadOnlyList<SwarmClass> All { get; } =
    [.. Table.Where(kind => FaultCatalog.Find(kind.Fault) is not null)];
}

/// <summary>A kind of fault that a swarm can draw.</summary>
/// <param name="Fault">Its name in the catalogue of faults.</param>
/// <param name="Draw">Draws its parameters.</param>
internal sealed record SwarmClass(string Fault, Func<SwarmDraw, SwarmDraw> Draw)
{
    /// <summary>Whether what was durable may be gone, so that it must not befall a majority.</summary>
    public bool LosesData { get; init; }

    /// <summary>How many regions there must be for it to do anything.</summary>
    public int RegionsMin { get; init; } = 1;

    /// <summary>
    /// Whether no checksum can tell that it is gone, so that a replica forgets what it voted for and what it
    /// acknowledged. No protocol that counts on disks survives that for sure, be it one disk alone, so the kind
    /// takes part only where the scenario names it.
    /// </summary>
    public bool IsAmnesia { get; init; }
}
