namespace Simulation.Campaigns;

/// <summary>How the nodes of a campaign's cluster behave.</summary>
internal static class ClusterSettings
{
    /// <summary>The settings. Nodes talk to each other on this machine only unless told otherwise.</summary>
    public const string Text = """
        akka {
          loglevel = ERROR
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
          remote.dot-netty.tcp {
            hostname = "127.0.0.1"
            port = 0
          }
          remote.retry-gate-closed-for = 500ms
          remote.log-remote-lifecycle-events = off
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          cluster {
            min-nr-of-members = 1
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            periodic-tasks-initial-delay = 100ms
            unreachable-nodes-reaper-interval = 200ms
            allow-weakly-up-members = off
            down-removal-margin = 1s
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver {
              active-strategy = keep-oldest
              stable-after = 3s
            }
            singleton.hand-over-retry-interval = 200ms
            sharding {
              state-store-mode = ddata
              remember-entities = off
              distributed-data.durable.keys = []
              retry-interval = 200ms
              waiting-for-state-timeout = 1s
              passivate-idle-entity-after = off
            }
          }
        }
        """;
}
