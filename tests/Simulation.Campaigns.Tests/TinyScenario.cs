namespace Simulation.Campaigns.Tests;

/// <summary>A scenario whose trials take some milliseconds, and fail.</summary>
internal static class TinyScenario
{
    private const string Text = """
        scenario: v1
        name: tiny
        duration: 5s
        topology:
          regions:
            lab: {nodes: [n1, n2, n3, n4, n5]}
          links:
            - within: [lab]
              latency: {p50: 1ms, p99: 4ms}
        components:
          store: {kind: kv-store, consistency: eventual}
        workload:
          - name: clients
            clients: {lab: 3}
            target: store
            rate: 60/s
            keys: {count: 3}
            mix: {read: 50%, write: 50%}
        expect:
          - that: history(clients) is linearizable
        """;

    /// <summary>Writes it into a folder.</summary>
    public static string In(string folder)
    {
        string path = Path.Combine(folder, "tiny.yaml");
        File.WriteAllText(path, Text);
        return path;
    }
}
