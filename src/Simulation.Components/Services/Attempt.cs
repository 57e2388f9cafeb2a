using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>One request of a service replica to a replica of what it calls.</summary>
/// <param name="timer">Runs out when it has waited long enough.</param>
internal sealed class Attempt(ProcessTimer timer)
{
    public ProcessTimer Timer => timer;

    /// <summary>What is asked; null between two uses.</summary>
    public KvRequest? Request { get; set; }

    /// <summary>For which call; comes back at its end.</summary>
    public Call? Call { get; set; }

    /// <summary>What waits for its end inside a policy; null without one.</summary>
    public TaskCompletionSource<KvReply?>? Promise { get; set; }

    /// <summary>The number of the replica that is asked.</summary>
    public int Place { get; set; }

    public SimTime Deadline { get; set; }

    /// <summary>When the replica was asked.</summary>
    public SimTime AskedAt { get; set; }

    /// <summary>Whether it waits for an answer, rather than to ask again.</summary>
    public bool IsWaiting { get; set; }

    public int Redirects { get; set; }
}

/// <summary>Something that a request needs of another component, in as many attempts as its policy
/// makes.</summary>
/// <param name="job">The request.</param>
/// <param name="dependency">Which component is asked.</param>
/// <param name="request">What is asked.</param>
/// <param name="place">Which of its replicas; null for whom the balancer picks.</param>
/// <param name="isAnswer">Whether what comes back is what the service answers.</param>
internal sealed class Call(Job job, int dependency, KvRequest request, int? place, bool isAnswer)
{
    public Job Job => job;

    public int Dependency => dependency;

    public KvRequest Request => request;

    public int? Place => place;

    public bool IsAnswer => isAnswer;
}

/// <summary>A request that a service replica works on.</summary>
/// <param name="source">Who asked.</param>
/// <param name="request">What was asked.</param>
/// <param name="since">When it came.</param>
internal sealed class Job(ProcessRef source, KvRequest request, SimTime since)
{
    public ProcessRef Source => source;

    public KvRequest Request => request;

    public SimTime Since => since;

    /// <summary>How many calls are under way.</summary>
    public int OpenCalls { get; set; }

    /// <summary>The component that is asked next, where they are asked one after the other.</summary>
    public int Next { get; set; }

    /// <summary>What the service answers, once it is known.</summary>
    public KvReply? Reply { get; set; }

    /// <summary>Whether a call failed, and why.</summary>
    public string? Failure { get; set; }

    /// <summary>Whether an attempt to change something may have taken effect without an answer.</summary>
    public bool MayHappen { get; set; }
}
