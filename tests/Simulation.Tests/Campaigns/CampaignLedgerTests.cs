using Simulation.Campaigns;

namespace Simulation.Tests.Campaigns;

public sealed class CampaignLedgerTests
{
    [Fact]
    public void Every_trial_is_handed_out_once_and_leases_follow_the_pace_of_the_slot()
    {
        CampaignLedger ledger = Begun(10_000);

        int[] unknownPace = ledger.Lease(0, slots: 2);
        int[] slow = ledger.Lease(60_000, slots: 2);
        int[] steady = ledger.Lease(10, slots: 2);
        int[] quick = ledger.Lease(1, slots: 2);

        Assert.Equal((1, 1, 20, 200), (unknownPace.Length, slow.Length, steady.Length, quick.Length));
        Assert.Equal(222, unknownPace.Concat(slow).Concat(steady).Concat(quick).Distinct().Count());
    }

    [Fact]
    public void Near_the_end_no_slot_gets_more_than_its_share()
    {
        CampaignLedger ledger = Begun(12);

        Assert.Equal(2, ledger.Lease(1, slots: 2).Length);
    }

    [Fact]
    public void What_a_lost_slot_had_is_handed_out_again_but_for_what_is_done()
    {
        CampaignLedger ledger = Begun(3);
        int[] lost = [.. ledger.Lease(1, 1), .. ledger.Lease(1, 1), .. ledger.Lease(1, 1)];
        ledger.Apply(ledger.Sift([Held(1, "a")]));

        ledger.Return(lost);

        Assert.Equal([0], ledger.Lease(1, 1));
        Assert.Equal([2], ledger.Lease(1, 1));
        Assert.Empty(ledger.Lease(1, 1));
    }

    [Fact]
    public void A_result_counts_once_however_often_it_is_reported()
    {
        CampaignLedger ledger = Begun(2);
        ledger.Apply(ledger.Sift([Held(0, "a"), Held(0, "a")]));

        Recorded again = ledger.Sift([Held(0, "a")]);

        Assert.Empty(again.Results);
        Assert.Empty(again.Contradicted);
        Assert.Equal(1, ledger.Done);
    }

    [Fact]
    public void Other_bytes_the_second_time_are_a_contradiction()
    {
        CampaignLedger ledger = Begun(2);
        ledger.Apply(ledger.Sift([Held(0, "a")]));

        Recorded again = ledger.Sift([Held(0, "b")]);
        ledger.Apply(again);

        Assert.Empty(again.Results);
        Assert.Equal([0], ledger.Contradicted);
    }

    [Fact]
    public void A_trial_that_did_not_end_contradicts_nothing()
    {
        CampaignLedger ledger = Begun(2);
        ledger.Apply(ledger.Sift([Held(0, "a")]));

        Recorded again = ledger.Sift([new TrialResult(0, TrialVerdict.Unknown, "", "", "hung", "", 0)]);

        Assert.Empty(again.Contradicted);
    }

    private static CampaignLedger Begun(int trials)
    {
        var ledger = new CampaignLedger();
        ledger.Begin(trials);
        return ledger;
    }

    private static TrialResult Held(int trial, string fingerprint) =>
        new(trial, TrialVerdict.Held, "r", fingerprint, "", "", 1);
}
