using Akka.Actor;

namespace Simulation.Campaigns;

/// <summary>On one node: a campaign could not store something.</summary>
/// <param name="Because">What its store said.</param>
internal sealed record StoreFailure(string Because);

/// <summary>Hears of the failures of a node's store.</summary>
internal sealed class StoreWatch : ReceiveActor
{
    public StoreWatch(Action<StoreFailure> tell) => Receive(tell);

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(StoreFailure));
}
