using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Quorum;

/// <content>How replicas become equal behind the clients' backs: hinted handoff and anti-entropy.</content>
internal sealed partial class QuorumReplica
{
    private const int HandOffBatch = 64;

    private readonly Dictionary<int, (long ChangeCount, MerkleTree Tree)> _trees = [];
    private int _turn;

    private void OfferHints()
    {
        foreach (int home in _hints.Homes())
        {
            // One hint to a home that seems to be away is enough to find out whether it is.
            Offer(home, _suspects.IsSuspect(home, Now) ? 1 : HandOffBatch);
        }
    }

    private void Offer(int home, int countMax)
    {
        Hint[] hints = _hints.For(home, countMax);
        if (hints.Length > 0)
        {
            Tell(peers[home], new HandOff(hints), hints.Length);
        }
    }

    private void TakeOver(ProcessRef source, HandOff handOff)
    {
        foreach (Hint hint in handOff.Hints)
        {
            _store.Merge(hint.Stored, isAcceptance: false);
        }

        _syncs.Enqueue((Disk.Sync(), source, new HandedOff([.. handOff.Hints.Select(hint => hint.Id)])));
    }

    private void Forget(ProcessRef source, HandedOff handedOff)
    {
        int count = _hints.Remove(handedOff.Ids);
        if (count == 0)
        {
            return;
        }

        Disk.Sync();
        World.Metrics.Counter("store.hints-delivered").Add(count);
        Announce(QuorumStore.HintDelivered, $"{count} to {source.Node.Name}");
        Offer(PlaceOf(source), HandOffBatch);
    }

    private void CompareWithNext()
    {
        _turn = (_turn + 1) % peers.Count;
        _turn = _turn == place ? (_turn + 1) % peers.Count : _turn;
        ulong root = TreeSharedWith(_turn).HashOf(0, 0);
        Send(peers[_turn], new CompareTrees(0, [new TreeNode(0, root)]), MessageBytes);
    }

    private void Compare(ProcessRef source, CompareTrees compare)
    {
        MerkleTree tree = TreeSharedWith(PlaceOf(source));
        int[] differing =
        [
            .. compare
                .Nodes.Where(node => tree.HashOf(compare.Level, node.Index) != node.Hash)
                .Select(node => node.Index),
        ];
        if (differing.Length == 0)
        {
            return;
        }

        if (compare.Level == MerkleTree.LeafLevel)
        {
            StoredVersion[] versions = [.. VersionsIn(differing, PlaceOf(source))];
            Send(
                source,
                new LeafContents(differing, versions, IsAnswer: false),
                MessageBytes + VersionBytes * versions.Length
            );
            return;
        }

        int level = compare.Level + 1;
        TreeNode[] children =
        [
            .. differing
                .SelectMany(index => new[] { 2 * index, 2 * index + 1 })
                .Select(index => new TreeNode(index, tree.HashOf(level, index))),
        ];
        Send(source, new CompareTrees(level, children), MessageBytes * (1 + children.Length / 2));
    }

    private void Reconcile(ProcessRef source, LeafContents contents)
    {
        int taken = 0;
        StoredVersion[] own = [.. VersionsIn(contents.Leaves, PlaceOf(source))];
        foreach (StoredVersion stored in contents.Versions)
        {
            taken += _store.Merge(stored, isAcceptance: false) ? 1 : 0;
        }

        if (taken > 0)
        {
            Disk.Sync();
            World.Metrics.Counter("store.anti-entropy-repairs").Add(taken);
            Announce(QuorumStore.AntiEntropyRepaired, $"{taken} versions from {source.Node.Name}");
        }

        if (!contents.IsAnswer && own.Length > 0)
        {
            Send(
                source,
                new LeafContents(contents.Leaves, own, IsAnswer: true),
                MessageBytes + VersionBytes * own.Length
            );
        }
    }

    /// <summary>The tree over the keys that both this replica and another are home to.</summary>
    private MerkleTree TreeSharedWith(int other)
    {
        if (
            !_trees.TryGetValue(other, out (long ChangeCount, MerkleTree Tree) cached)
            || cached.ChangeCount != _store.ChangeCount
        )
        {
            cached = (
                _store.ChangeCount,
                new MerkleTree(_store.All.Where(entry => IsShared(entry.Key, other)))
            );
            _trees[other] = cached;
        }

        return cached.Tree;
    }

    private IEnumerable<StoredVersion> VersionsIn(int[] leaves, int other) =>
        _store
            .All.Where(entry => leaves.Contains(MerkleTree.LeafOf(entry.Key)) && IsShared(entry.Key, other))
            .SelectMany(entry => entry.Versions.Select(version => new StoredVersion(entry.Key, version)));

    private bool IsShared(string key, int other)
    {
        IEnumerable<int> homes = _ring.PreferenceList(key).Take(Copies);
        return homes.Contains(place) && homes.Contains(other);
    }
}
