using System.Net.ServerSentEvents;
using Simulation.Tests.Reports;

namespace Simulation.Tests.Server;

public sealed class LiveFeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listeners_hear_of_campaigns_while_another_writes_to_the_store()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        using StoredCampaign campaign = new(Path.Combine(folder.Root, "campaigns.db"));
        campaign.Plan("campaign-1a2b", "swarm", trials: 3);
        await using Stream stream = await folder.Client.GetStreamAsync("live", Cancel);
        await using IAsyncEnumerator<SseItem<string>> events = Events(stream, "campaigns");

        await events.MoveNextAsync();
        string first = events.Current.Data;
        campaign.Record("campaign-1a2b", "{\"trial\":0,\"verdict\":\"Failed\"}");
        await events.MoveNextAsync();
        string second = events.Current.Data;

        Assert.Contains("\"done\": 0", first, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"swarm\"", first, StringComparison.Ordinal);
        Assert.Contains("\"trials\": 3", first, StringComparison.Ordinal);
        Assert.Contains("\"done\": 1", second, StringComparison.Ordinal);
        Assert.Contains("\"failed\": 1", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listeners_hear_of_a_new_run()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("linearizable");
        await using Stream stream = await folder.Client.GetStreamAsync("live", Cancel);
        await using IAsyncEnumerator<SseItem<string>> events = Events(stream, "runs");

        await events.MoveNextAsync();
        string first = events.Current.Data;
        folder.Add([SampleRuns.Run("session", 42)]);
        await events.MoveNextAsync();

        Assert.Contains("\"count\": 1", first, StringComparison.Ordinal);
        Assert.Contains("\"count\": 2", events.Current.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listeners_do_not_keep_a_server_from_stopping()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        await using Stream stream = await folder.Client.GetStreamAsync("live", Cancel);
        await using IAsyncEnumerator<SseItem<string>> events = Events(stream, "campaigns");
        await events.MoveNextAsync();

        await folder.StopAsync();

        Assert.False(await events.MoveNextAsync());
    }

    private static IAsyncEnumerator<SseItem<string>> Events(Stream stream, string type) =>
        SseParser
            .Create(stream)
            .EnumerateAsync(Cancel)
            .Where(one => one.EventType == type)
            .GetAsyncEnumerator(Cancel);
}
