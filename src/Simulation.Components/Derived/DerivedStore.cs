using Simulation.Components.Transactions;
using Simulation.Components.Workloads;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Derived;

/// <summary>
/// A store that is kept in step with a database: by applications that write to both, by a transactional outbox
/// and its relay, or by change-data capture.
/// </summary>
public static class DerivedStore
{
    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "derived-store",
            "A store kept in step with a database: by dual writes, an outbox, or change-data capture.",
            typeof(DerivedStoreOptions),
            (deployment, options) => Deploy(deployment, (DerivedStoreOptions)options),
            []
        )
        {
            UsesOf = options => [((DerivedStoreOptions)options).Source, ((DerivedStoreOptions)options).Sink],
            SpeaksTo = (options, other) =>
                other == ((DerivedStoreOptions)options).Source
                    ? ClientLanguage.Transactions
                    : ClientLanguage.Keys,
            MisfitOf = (options, other, others) => MisfitOf((DerivedStoreOptions)options, other, others),
            Metrics = DerivedMetrics.All,
        };

    private static string? MisfitOf(DerivedStoreOptions options, string other, object others) =>
        options.By == DerivationRule.ChangeDataCapture
        && other == options.Source
        && others is DatabaseOptions { ChangeLog: null }
            ? $"change-data-capture follows the changes of '{other}', which keeps none: give it a 'change-log'"
            : null;

    private static Component Deploy(ComponentDeployment deployment, DerivedStoreOptions options)
    {
        World world = deployment.World;
        Node[] nodes =
        [
            .. world.Topology.Nodes.Where(node =>
                !node.IsClient && (options.RunsOn.Count == 0 || options.RunsOn.Any(node.IsIn))
            ),
        ];
        Component source = deployment.Find(options.Source);
        Component sink = deployment.Find(options.Sink);
        var metrics = new DerivedMetrics(world.Metrics, deployment.Name);
        var layout = new DerivedLayout(options, metrics, source, sink);
        ProcessRef[] applications =
        [
            .. nodes.Select(node =>
                world.Deploy(node, $"{deployment.Name}@{node.Name}", () => new DerivedApplication(layout))
            ),
        ];
        string rule = $"{options.By} from {options.Source} to {options.Sink}";
        if (options.By != DerivationRule.DualWrites)
        {
            Node home = options.RelayOn is { } place
                ? world.Topology.Nodes.First(node => !node.IsClient && node.IsIn(place))
                : nodes[0];
            world.Deploy(home, $"{deployment.Name}.relay@{home.Name}", () => new DerivedRelay(layout));
            rule += $", relay on {home.Name}";
        }

        return new Component(deployment.Name, rule, applications, sink.Truth)
        {
            Holders = sink.Holders,
            Origin = source.Truth,
        };
    }
}
