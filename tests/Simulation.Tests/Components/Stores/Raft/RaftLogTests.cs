using CsCheck;
using Simulation.Components.Stores.Raft;

namespace Simulation.Tests.Components.Stores.Raft;

public sealed class RaftLogTests
{
    [Fact]
    public void A_sync_that_began_before_entries_were_taken_back_proves_nothing()
    {
        RaftLog log = LogOf(1, 1, 1);
        int cutCount = log.CutCount;

        log.CutFrom(2);
        log.Append(new LogEntry(2, null));
        log.Append(new LogEntry(2, null));
        log.MarkDurable(3, cutCount);
        long afterOldSync = log.Durable;
        log.MarkDurable(3, log.CutCount);

        Assert.Equal(0, afterOldSync);
        Assert.Equal(3, log.Durable);
    }

    [Fact]
    public void Taking_entries_back_makes_them_unsynced_and_unwritten()
    {
        RaftLog log = LogOf(1, 1, 1);
        log.MarkWritten();
        log.MarkDurable(3, log.CutCount);

        log.CutFrom(2);

        Assert.Equal(1, log.Durable);
        Assert.Equal(2, log.UnwrittenFrom);
        Assert.Equal(1, log.LastIndex);
    }

    [Fact]
    public void Compaction_keeps_the_term_of_the_last_entry_that_went()
    {
        RaftLog log = LogOf(1, 2, 3);

        log.CompactTo(2);

        Assert.Equal(new LogPosition(2, 2), log.Base);
        Assert.Equal(2, log.TermAt(2));
        Assert.True(log.Has(new LogPosition(2, 2)));
        Assert.Equal(3, log[3].Term);
    }

    [Fact]
    public void A_snapshot_keeps_what_follows_it_only_where_the_log_agrees_with_it()
    {
        RaftLog agreeing = LogOf(1, 2, 3);
        RaftLog differing = LogOf(1, 2, 3);

        agreeing.RestartBehind(new LogPosition(2, 2), 0);
        differing.RestartBehind(new LogPosition(2, 9), 0);

        Assert.Equal(3, agreeing.LastIndex);
        Assert.Equal(new LogPosition(2, 9), differing.Last);
    }

    [Fact]
    public void The_places_of_a_term_are_where_a_plain_search_finds_them()
    {
        Gen.Select(Gen.Int[0, 2].List[1, 12], Gen.Int[0, 11], Gen.Int[0, 11])
            .Sample(
                (steps, at, compacted) =>
                {
                    long[] terms = new long[steps.Count];
                    long term = 1;
                    for (int place = 0; place < terms.Length; place++)
                    {
                        term += steps[place];
                        terms[place] = term;
                    }

                    RaftLog log = LogOf(terms);
                    long index = at % terms.Length + 1;
                    log.CompactTo(Math.Min(compacted, index - 1));
                    long expectedFirst = Enumerable
                        .Range(1, terms.Length)
                        .First(place => place > log.Base.Index && terms[place - 1] == terms[index - 1]);
                    long expectedLast = Enumerable
                        .Range(1, (int)index)
                        .LastOrDefault(place =>
                            place > log.Base.Index && terms[place - 1] == terms[index - 1]
                        );

                    Assert.Equal(expectedFirst, log.FirstIndexOfTermAt(index));
                    Assert.Equal(expectedLast, log.LastIndexOfTerm(terms[index - 1], index));
                }
            );
    }

    private static RaftLog LogOf(params long[] terms)
    {
        var log = new RaftLog();
        foreach (long term in terms)
        {
            log.Append(new LogEntry(term, null));
        }

        return log;
    }
}
