using Simulation.Kernel;

namespace Simulation.Components.Calls;

/// <summary>
/// Numbers for the operations that components themselves ask of others. They are below zero, so that they are
/// nobody's in a history, and unique in a world, so that no answer is taken for that of another call.
/// </summary>
internal sealed class CallNumbers
{
    private const string Name = "call numbers";

    private int _last;
    private int _lastTransaction = int.MinValue;

    private CallNumbers() { }

    /// <summary>The numbers of a world.</summary>
    public static CallNumbers Of(World world)
    {
        CallNumbers? numbers = world.Installed<CallNumbers>(Name);
        if (numbers is null)
        {
            numbers = new CallNumbers();
            world.Install(Name, numbers);
        }

        return numbers;
    }

    /// <summary>A number that no other call has.</summary>
    public int Next() => --_last;

    /// <summary>
    /// A number for a transaction, which no other call has: they rise, since a coordinator takes a lower one of
    /// the same client for an old one.
    /// </summary>
    public int NextTransaction() => ++_lastTransaction;
}
