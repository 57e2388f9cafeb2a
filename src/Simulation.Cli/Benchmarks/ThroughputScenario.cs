using Simulation.Reports.Throughput;

namespace Simulation.Cli.Benchmarks;

/// <summary>Writes the scenario by which a setup is measured at a rate.</summary>
internal static class ThroughputScenario
{
    /// <summary>What the numbers rest on, in Markdown.</summary>
    public const string Preface = """
        Load is raised until the 99th percentile of latency passes 100 ms in one region, 500 ms in three, or more than
        one operation in a hundred fails; what is *sustained* is the highest rate before. Every node takes one message
        at a time and works 1 ms for each (`message-cost: 1ms`), so a node that takes twice the messages gives half the
        throughput; with a processor ten times faster multiply by ten. Links take 0.5 ms (p99 2 ms) within a region and
        20 ms (p99 30 ms) between regions. Twelve clients stand beside the replicas and ask for single keys of 1,000,
        or transactions of one to three steps on 1,000 lists; one seed, 6 s measured. *Under faults*: half the sustained
        rate while one replica crashes for 2 s and another is cut off for 2 s, out of 10 s. Messages carry no size in
        most protocols here, so bytes are not told.
        """;

    /// <summary>The scenario in YAML.</summary>
    /// <param name="setup">What to put under load.</param>
    /// <param name="rate">Operations a second.</param>
    /// <param name="isHurt">Whether the standard faults strike.</param>
    public static string Text(ThroughputSetup setup, int rate, bool isHurt)
    {
        string[] regions = [.. Enumerable.Range(1, setup.Regions).Select(number => $"r{number}")];
        IEnumerable<string> places = regions.Select(
            (name, index) => $"    {name}: {{nodes: {NodesOf(setup, index)}}}"
        );
        IEnumerable<string> links = regions.SelectMany(
            (source, index) =>
                regions
                    .Skip(index + 1)
                    .Select(target =>
                        $"    - between: [{source}, {target}]\n      latency: {{p50: 20ms, p99: 30ms}}"
                    )
        );
        int clients = 12 / setup.Regions;
        string load = string.Join(", ", regions.Select(name => $"{name}: {clients}"));
        return $"""
            scenario: v1
            name: throughput
            seed: 42
            duration: {(isHurt ? "12s" : "8s")}
            warmup: 2s
            topology:
              message-cost: 1ms
              regions:
            {string.Join('\n', places)}
              links:
                - within: [{string.Join(", ", regions)}]
                  latency: {"{p50: 500us, p99: 2ms}"}
            {string.Join('\n', links)}
            components:
              store:
            {Component(setup)}
            workload:
              - name: load
            {Kind(setup)}
                clients: {"{"}{load}{"}"}
                target: store
                rate: {rate}/s
                keys: {"{count: 1000, pick: uniform}"}
                mix: {"{"}read: {setup.ReadPercent}%, write: {100 - setup.ReadPercent}%{"}"}
                timeout: 2s
            {(isHurt ? Faults(regions) : "")}
            """.ReplaceLineEndings("\n");
    }

    private static int NodesOf(ThroughputSetup setup, int region) =>
        (setup.Replicas / setup.Regions) + (region < setup.Replicas % setup.Regions ? 1 : 0);

    private static string Component(ThroughputSetup setup) =>
        setup.Family == "consistency"
            ? $"    kind: kv-store\n    consistency: {setup.Model}"
            : $"    kind: database\n    isolation: {setup.Model}\n    replication: {{factor: {setup.Replicas}}}";

    private static string Kind(ThroughputSetup setup) =>
        setup.Family == "consistency"
            ? "    kind: register"
            : "    kind: list-append\n    min-txn-length: 1\n    max-txn-length: 3";

    private static string Faults(string[] regions) =>
        $"""
            faults:
              - id: crash
                at: 4s
                for: 2s
                inject: crash
                nodes: [{regions[0]}-1]
              - id: cut
                at: 8s
                for: 2s
                inject: partition
                nodes: [{regions[^1]}-{(regions.Length == 1 ? 2 : 1)}]
            """;
}
