using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Simulation.Campaigns.Storage;
using Simulation.Reports.Json;
using Simulation.Server.Runs;

namespace Simulation.Server.Live;

/// <summary>Tells whoever listens how campaigns go on, and when there is another run to see.</summary>
internal sealed class LiveFeed(RunCatalogue runs, CampaignJournal journal)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private IReadOnlyList<CampaignStanding> _standings = [];
    private long _lookedAt = long.MinValue;

    /// <summary>
    /// Once a second, until nobody listens: <c>campaigns</c>; and <c>runs</c> at first and when they change.
    /// </summary>
    public async IAsyncEnumerable<SseItem<string>> Follow(
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        int version = -1;
        while (!cancel.IsCancellationRequested)
        {
            int now = runs.Version;
            if (now != version)
            {
                version = now;
                yield return new SseItem<string>(
                    JsonText.Write(
                        new JsonMap().With("count", runs.Reports().Count).With("version", version)
                    ),
                    "runs"
                );
            }

            yield return new SseItem<string>(JsonText.Write(Campaigns()), "campaigns");
            await Task.Delay(Beat, cancel)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.None);
        }
    }

    /// <summary>How every campaign stands now.</summary>
    public JsonMap Campaigns() => new JsonMap().With("campaigns", Standings().Select(Json));

    /// <summary>However many listen, the store is asked once.</summary>
    private IReadOnlyList<CampaignStanding> Standings()
    {
        lock (_lock)
        {
            long now = Environment.TickCount64;
            if (now - (Beat.TotalMilliseconds / 2) > _lookedAt)
            {
                _standings = journal.Look();
                _lookedAt = now;
            }

            return _standings;
        }
    }

    private static JsonMap Json(CampaignStanding one) =>
        new JsonMap()
            .With("contradicted", one.Contradicted)
            .With("done", one.Done)
            .With("failed", one.Failed)
            .With("id", one.Id)
            .With("idle_ms", (long)Math.Max(0, (DateTimeOffset.UtcNow - one.StoredAt).TotalMilliseconds))
            .With("name", one.Name)
            .With("trials", one.Trials)
            .With("unknown", one.Unknown);
}
