using System.Globalization;

namespace Simulation.Campaigns;

/// <summary>How the nodes of a campaign's cluster behave.</summary>
internal static class ClusterSettings
{
    /// <summary>The name that all nodes of a cluster share.</summary>
    public const string System = "simlab";

    /// <summary>The role of nodes that campaigns live on.</summary>
    public const string Coordinator = "coordinator";

    // All nodes must decide alike after a split, workers too, though they know no store. Only coordinators count:
    // where the oldest is gone the others go on, and the journal lets only one of two writers write.
    private const string Common = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor {
            provider = cluster
            serializers {
              campaign = "Simulation.Campaigns.CampaignSerializer, Simulation.Campaigns"
            }
            serialization-bindings {
              "Simulation.Campaigns.ICampaignMessage, Simulation.Campaigns" = campaign
            }
            serialization-identifiers {
              "Simulation.Campaigns.CampaignSerializer, Simulation.Campaigns" = 9001
            }
            serialization-settings.allow-unregistered-types = false
          }
          remote {
            retry-gate-closed-for = 500ms
            log-remote-lifecycle-events = off
            dot-netty.tcp {
              maximum-frame-size = 8 MiB
              send-buffer-size = 8 MiB
              receive-buffer-size = 8 MiB
            }
          }
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          cluster {
            min-nr-of-members = 1
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            periodic-tasks-initial-delay = 100ms
            unreachable-nodes-reaper-interval = 200ms
            seed-node-timeout = 1s
            retry-unsuccessful-join-after = 1s
            allow-weakly-up-members = off
            down-removal-margin = 1s
            failure-detector {
              heartbeat-interval = 500ms
              acceptable-heartbeat-pause = 4s
              expected-response-after = 1s
            }
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver {
              active-strategy = keep-oldest
              stable-after = 3s
              keep-oldest { role = coordinator, down-if-alone = on }
            }
            singleton.hand-over-retry-interval = 200ms
            sharding {
              state-store-mode = ddata
              remember-entities = off
              distributed-data.durable.keys = []
              retry-interval = 200ms
              waiting-for-state-timeout = 1s
              coordinator-failure-backoff = 1s
              shard-failure-backoff = 1s
              passivate-idle-entity-after = off
            }
          }
        }
        """;

    /// <summary>The settings of a node.</summary>
    /// <param name="own">Where it listens.</param>
    /// <param name="role">What it is for.</param>
    public static string Of(NodeAddress own, string role) =>
        Common
        + string.Create(
            CultureInfo.InvariantCulture,
            $$"""

            akka.remote.dot-netty.tcp { hostname = "{{own.Host}}", port = {{own.Port}} }
            akka.cluster.roles = [{{role}}]
            """
        );
}
