using Simulation.Campaigns.Storage;
using Simulation.Tests.Server;

namespace Simulation.Tests.Campaigns;

public sealed class CampaignJournalTests : IDisposable
{
    private const string Id = "campaign-1a2b";
    private const string Held = """{"trial":0,"verdict":"Held"}""";
    private const string Failed = """{"trial":1,"verdict":"Failed"}""";
    private const string Unknown = """{"trial":2,"verdict":"Unknown"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-journal-").FullName;

    private string Store => Path.Combine(_folder, "campaigns.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_look_counts_what_has_come_since_the_last()
    {
        using StoredCampaign campaign = new(Store);
        CampaignJournal journal = new(Store);
        campaign.Plan(Id, "swarm", 10);
        campaign.Record(Id, Held, Failed);

        CampaignStanding first = Assert.Single(journal.Look());
        campaign.Record(Id, Unknown);
        CampaignStanding second = Assert.Single(journal.Look());

        Assert.Equal(("1a2b", "swarm", 10, 2, 1, 0), Told(first));
        Assert.Equal(("1a2b", "swarm", 10, 3, 1, 1), Told(second));
    }

    [Fact]
    public void A_campaign_that_is_begun_anew_counts_from_nothing()
    {
        using StoredCampaign campaign = new(Store);
        CampaignJournal journal = new(Store);
        campaign.Plan(Id, "swarm", 10);
        campaign.Record(Id, Held, Failed);
        journal.Look();

        campaign.Forget(Id);
        campaign.Plan(Id, "swarm", 10);
        campaign.Record(Id, Failed);

        Assert.Equal(("1a2b", "swarm", 10, 1, 1, 0), Told(Assert.Single(journal.Look())));
    }

    [Fact]
    public void A_store_that_is_another_one_now_is_read_from_its_start()
    {
        CampaignJournal journal = new(Store);
        using (StoredCampaign old = new(Store))
        {
            old.Plan("campaign-old", "old", 10);
            journal.Look();
        }

        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        using StoredCampaign campaign = new(Store);
        campaign.Plan(Id, "swarm", 10);

        Assert.Equal("swarm", Assert.Single(journal.Look()).Name);
    }

    [Fact]
    public void What_another_version_stored_is_left_out()
    {
        using StoredCampaign campaign = new(Store);
        campaign.Store("campaign-new", "planned-99", "{}");
        campaign.Plan(Id, "swarm", 10);
        campaign.Store(Id, "recorded-99", "{}");

        Assert.Equal(("1a2b", "swarm", 10, 0, 0, 0), Told(Assert.Single(new CampaignJournal(Store).Look())));
    }

    [Fact]
    public void Where_no_store_is_there_is_nothing_to_tell()
    {
        CampaignJournal journal = new(Store);

        IReadOnlyList<CampaignStanding> before = journal.Look();
        File.WriteAllText(Store, "this is no database, however long one may look at it");

        Assert.Empty(before);
        Assert.Empty(journal.Look());
    }

    private static (string, string, int, int, int, int) Told(CampaignStanding one) =>
        (one.Id, one.Name, one.Trials, one.Done, one.Failed, one.Unknown);
}
