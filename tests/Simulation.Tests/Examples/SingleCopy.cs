using Simulation.Components;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Tests.Examples;

/// <summary>What <c>kind: single-copy</c> takes.</summary>
public sealed record SingleCopyOptions
{
    /// <summary>Where it lives.</summary>
    [Option("The node that keeps the only copy.", Names = NameKind.Place)]
    public required string RunsOn { get; init; }
}

/// <summary>A store of registers in the memory of one node: linearizable until that node crashes.</summary>
public sealed class SingleCopy(GroundTruth truth) : Process
{
    private readonly Dictionary<string, (Value Value, int Write)> _registers = [];

    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "single-copy",
            "Registers in the memory of one node.",
            typeof(SingleCopyOptions),
            (deployment, options) => Deploy(deployment, (SingleCopyOptions)options),
            Happenings: []
        );

    /// <inheritdoc/>
    protected override void OnStart() { }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        var request = (KvRequest)message;
        (Value value, int write) = _registers.GetValueOrDefault(request.Key, (Value.Nil, Applied.Nothing));
        switch (request.Function)
        {
            case KvFunction.Read:
                Send(source, KvReply.Done(request.Operation, value));
                break;
            case KvFunction.Write:
                _registers[request.Key] = (request.Argument, request.Operation);
                truth.Apply(World.Loop.Now, Address.Node.Index, request.Key, request.Operation, write, true);
                Send(source, KvReply.Done(request.Operation));
                break;
            default:
                Send(source, KvReply.Refused(request.Operation, KvReply.OnlyRegisters));
                break;
        }
    }

    private static Component Deploy(ComponentDeployment deployment, SingleCopyOptions options)
    {
        Node node = deployment.World.Topology.Nodes.First(node => node.IsIn(options.RunsOn));
        ProcessRef only = deployment.World.Deploy(
            node,
            $"{deployment.Name}@{node.Name}",
            () => new SingleCopy(deployment.Truth)
        );
        return new Component(deployment.Name, $"one copy on {node.Name}", [only], deployment.Truth);
    }
}
