namespace Simulation.Cli.Learning;

/// <summary>Ten scenarios in an order in which each needs only what those before have shown.</summary>
internal static class Course
{
    /// <summary>The lessons.</summary>
    public static IReadOnlyList<Lesson> Lessons { get; } =
    [
        new(
            "hello-partition",
            "Two designs, one cut",
            "Both designs go on as well as they can, and when the link is back all is well.",
            "The columns 'avail' and 'lost writes': one design refuses the smaller room and loses nothing, the other "
                + "serves both rooms and loses writes that it had acknowledged. The one red line says which and why.",
            "A quorum needs two of three homes of a key: which room can it serve?",
            "protocol=quorum"
        ),
        new(
            "consistency-under-partition",
            "What a partition costs, four ways",
            "The stricter the design, the slower it is all the time.",
            "Compare p50 and p99 of the whole run with the availability while cut: the price is paid in refusals on "
                + "one side, hardly in the median. 'observed' is what the checkers found, not what the design claims.",
            "A short cut: who loses less now, and who loses nothing either way?",
            "cut=5s"
        ),
        new(
            "crash-and-recover",
            "Power fails under the leader",
            "What was acknowledged a moment before the crash is gone.",
            "Lost writes are 0: a majority had synced each write before its client was told. The unavailability is "
                + "about an election timeout, not the five seconds of the crash.",
            "Other seeds crash at other moments of the protocol; the claim should stand under all of them."
        )
        {
            Instead = "simlab sweep scenarios/crash-and-recover.yaml --seeds 1..50",
        },
        new(
            "consistency-ladder",
            "Seven promises, and who keeps them",
            "Eventual consistency is a little stale; everything else is about the same.",
            "Read 'observed' from the top to the bottom beside the latency: each step down is a promise given up "
                + "for speed or for service under faults, and the checker names the anomaly that it lets in.",
            "Only the session level: what do its clients still see in order?",
            "level=session"
        ),
        new(
            "isolation-ladder",
            "What 'serializable' buys",
            "Snapshot isolation is as good as serializable.",
            "The column of anomalies: under snapshot isolation G2-item, write skew, is there; read committed loses "
                + "updates. Look at p50, too: snapshot isolation reads without locks.",
            "The strictest level alone: how often does it abort under the same load?",
            "isolation=strict-serializable"
        ),
        new(
            "clock-skew-breaks-leases",
            "A lease is a bet on clocks",
            "A clock that is a little wrong does no harm to a database.",
            "With a clock five percent slow all reads are right; at a tenth of its pace the lease outlives the "
                + "leader, and reads are stale: the checker shows three operations that prove it.",
            "Ask a majority each time instead, under the worst clock. What does it cost?",
            "reads=read-index",
            "drift=-900000"
        ),
        new(
            "cache-stampede",
            "The moment a hot key expires",
            "A cache with a hit ratio of 95 % takes 95 % of the load off the shards.",
            "The queue of the hottest shard while the key is gone: on average the cache helps, in that moment it "
                + "makes it worse. Compare the four defences.",
            "One defence alone, to look at its page and its timeline.",
            "defence=single-flight"
        ),
        new(
            "metastable-retry-storm",
            "Down after the cause is gone",
            "When the crowd has left, the service recovers by itself.",
            "Availability after the spike: with retries alone it stays near zero for good, though nothing is broken "
                + "and the load is 60 % of what the service can do. A budget for retries lets it out.",
            "The cure alone: how long until all is well?",
            "budget=10%"
        ),
        new(
            "multi-cloud-failover",
            "Losing a cloud",
            "Faster health checks make a faster failover.",
            "The table 'Recovery': looking every 2 s instead of every 10 s detects sooner, and the whole takes as "
                + "long, because clients keep DNS answers for 30 s. Lost writes depend on what a write waits for.",
            "Wait for another cloud with each write: what is the price on every day?",
            "replication=sync"
        ),
        new(
            "dr-strategies",
            "What readiness costs",
            "The dearest strategy is the safest, and the rest is a matter of taste.",
            "RPO, RTO and dollars a month side by side: each strategy has a reason. See which part of the time is "
                + "people deciding, and which is machines starting.",
            "The same disaster under other seeds, with intervals, and 'cannot tell' where they cannot tell."
        )
        {
            Instead = "simlab compare scenarios/dr-strategies.yaml --by strategy --seeds 5",
        },
    ];
}
