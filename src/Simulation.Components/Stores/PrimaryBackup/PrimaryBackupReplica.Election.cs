using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <content>How a replica becomes primary: a trial round, then a vote that each voter has on disk.</content>
internal sealed partial class PrimaryBackupReplica
{
    /// <summary>The primary is silent: stands for election once somebody has decided that it must be
    /// replaced.</summary>
    private void Suspect()
    {
        if (_primary is not null)
        {
            Announce(PrimaryBackupStore.Suspected, $"epoch {Epoch}");
            _primary = null;
        }

        var delay = new SimDuration(options.Promotion.Decision.Draw(Random));
        if (_isDecided || delay == SimDuration.Zero)
        {
            Stand();
        }
        else
        {
            _decision.Set(delay);
        }
    }

    private void Stand()
    {
        _isDecided = true;
        _candidacy = new Candidacy(Epoch + 1, group.Count, place);
        RestartElection();
        Campaign(ToCanvass(isTrial: true));
        Advance(_candidacy);
    }

    private Canvass ToCanvass(bool isTrial) =>
        new(_candidacy!.Epoch, place, _journal.History.EpochOf(_journal.End - 1), _journal.End, isTrial);

    /// <summary>Asks for votes, if this candidacy still stands.</summary>
    private void Campaign(Canvass canvass)
    {
        if (
            _candidacy is not { } candidacy
            || candidacy.Epoch != canvass.Epoch
            || candidacy.IsTrial != canvass.IsTrial
        )
        {
            return;
        }

        foreach (ProcessRef peer in group.Others(Address))
        {
            Send(peer, canvass, MessageBytes);
        }

        if (!canvass.IsTrial)
        {
            Advance(candidacy);
        }
    }

    private void Consider(ProcessRef source, Canvass canvass)
    {
        bool hasPrimary = _term is not null || Now - _heardAt < options.ElectionTimeout;
        bool isGranted = Succession.Grants(
            canvass,
            _vote.Value,
            _journal.History.EpochOf(_journal.End - 1),
            _journal.End,
            hasPrimary
        );
        var ballot = new Ballot(canvass.Epoch, Epoch, place, isGranted, canvass.IsTrial);
        if (!isGranted || canvass.IsTrial)
        {
            Send(source, ballot, MessageBytes);
            return;
        }

        _vote.Value = new Vote(canvass.Epoch, canvass.Candidate);
        _candidacy = null;
        RestartElection();
        SendSynced(source, ballot);
    }

    private void Count(Ballot ballot)
    {
        if (_candidacy is not { } candidacy)
        {
            return;
        }

        if (ballot.VoterEpoch > candidacy.Epoch)
        {
            Adopt(ballot.VoterEpoch, null);
            return;
        }

        candidacy.Count(ballot);
        Advance(candidacy);
    }

    /// <summary>After a won trial votes for itself and asks in earnest; after a won vote leads.</summary>
    private void Advance(Candidacy candidacy)
    {
        if (!candidacy.IsWon)
        {
            return;
        }

        if (candidacy.IsTrial)
        {
            candidacy.StandInEarnest();
            _vote.Value = new Vote(candidacy.Epoch, place);
            SendSynced(null, ToCanvass(isTrial: false));
            return;
        }

        Announce(PrimaryBackupStore.Elected, $"epoch {candidacy.Epoch}");
        Lead();
        var delay = new SimDuration(options.Promotion.Takes.Draw(Random));
        if (delay == SimDuration.Zero)
        {
            Open();
        }
        else
        {
            _opening.Set(delay);
        }
    }
}
