using Simulation.Checkers.Causal;

namespace Simulation.Checkers.Sessions;

/// <summary>What a log says about a guarantee.</summary>
/// <param name="Conflict">Steps that together break it, in ascending order; null when it holds.</param>
/// <param name="Session">The session that has no view; negative when the writes alone have no order.</param>
internal readonly record struct SessionDecision(IReadOnlyList<int>? Conflict, int Session)
{
    /// <summary>Whether the guarantee holds.</summary>
    public bool Holds => Conflict is null;

    /// <summary>Decides; near-linear in the steps times the sessions.</summary>
    public static SessionDecision Of(SessionLog log, Guarantee guarantee)
    {
        if (guarantee == Guarantee.CausalConvergence)
        {
            CausalConvergence.Order(log, out List<int>? broken);
            return new SessionDecision(broken, -1);
        }

        if (guarantee.IsCarriedByReads())
        {
            CausalOrder.Sort(log, guarantee, null, out List<int>? cycle);
            if (cycle is not null)
            {
                return new SessionDecision(cycle, -1);
            }
        }

        ViewCheck check = new(log, guarantee);
        for (int session = 0; session < log.SessionCount; session++)
        {
            List<int>? conflict =
                guarantee == Guarantee.ReadYourWrites
                    ? ReadYourWrites.FindConflict(log, session)
                    : check.FindConflict(session);
            if (conflict is not null)
            {
                return new SessionDecision(conflict, session);
            }
        }

        return new SessionDecision(null, -1);
    }
}
