namespace Simulation.Components.Stores.Raft;

/// <summary>
/// What a step of the protocol wants said. Most messages claim something that the sender must not forget in a
/// crash, so they wait until its disk has synced its term and vote; a leader's entries need not wait.
/// </summary>
/// <remarks>Source: Ongaro 2014 (thesis), section 10.2.1 on writing to the leader's disk in
/// parallel.</remarks>
internal sealed class Outbox(int size)
{
    private readonly List<Outgoing> _messages = [];

    /// <summary>What is to be said, in order; whoever sends it clears it.</summary>
    public List<Outgoing> Messages => _messages;

    /// <summary>Says something to one replica once the term and vote are synced.</summary>
    public void Send(int target, RaftMessage message) => _messages.Add(new Outgoing(target, message, true));

    /// <summary>Says something to one replica at once.</summary>
    public void SendAtOnce(int target, RaftMessage message) =>
        _messages.Add(new Outgoing(target, message, false));

    /// <summary>
    /// Says something to all others, in the order of their places, once the term and vote are synced.
    /// </summary>
    public void Broadcast(int self, RaftMessage message)
    {
        for (int target = 0; target < size; target++)
        {
            if (target != self)
            {
                Send(target, message);
            }
        }
    }
}

/// <summary>A message on its way out.</summary>
/// <param name="Target">The place of the replica that it is for.</param>
/// <param name="Message">What is said.</param>
/// <param name="NeedsSync">Whether the sender's term and vote must be on its disk first.</param>
internal readonly record struct Outgoing(int Target, RaftMessage Message, bool NeedsSync);
