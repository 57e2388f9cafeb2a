using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: fail-slow-then-recover</c> takes.</summary>
public sealed record FailSlowOptions : NetworkTarget
{
    /// <summary>How slow at worst.</summary>
    [Option("How much longer a message takes at the worst moment.", Min = "1us")]
    public required SimDuration Peak { get; init; }
}

/// <summary>Lets nodes become slower and slower, and then recover.</summary>
public sealed class FailSlow(FailSlowOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "fail-slow-then-recover",
            "Lets nodes become slower and slower up to a peak in the middle of the fault, and then recover.",
            typeof(FailSlowOptions),
            options => new FailSlow((FailSlowOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new RampRule(options, filter, context);

    private sealed class RampRule(FailSlowOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _delayed = context.Effect.Of(
            "message delayed",
            "messages delayed"
        );
        private readonly SimTime _start = context.World.Loop.Now;

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet))
            {
                return PacketFate.Pass;
            }

            _delayed.Add();
            return PacketFate.DelayBy(Now());
        }

        /// <summary>A fault without an end grows for a minute, and then stays.</summary>
        private SimDuration Now()
        {
            long passed = (context.World.Loop.Now - _start).Nanoseconds;
            long half = (context.Length ?? 2.Minutes).Nanoseconds / 2;
            long height =
                passed <= half || context.Length is null ? Math.Min(passed, half) : (2 * half) - passed;
            return new SimDuration((long)((Int128)options.Peak.Nanoseconds * Math.Max(0, height) / half));
        }
    }
}
