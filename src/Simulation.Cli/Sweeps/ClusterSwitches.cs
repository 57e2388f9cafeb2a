using System.CommandLine;
using System.CommandLine.Parsing;
using Simulation.Campaigns;

namespace Simulation.Cli.Sweeps;

/// <summary>The options by which a process finds the others of its cluster.</summary>
internal static class ClusterSwitches
{
    public static Option<NodeAddress?> Listen() =>
        new("--listen")
        {
            Description =
                "Let workers join here, at an address that they reach. "
                + "Whoever reaches it can join: there is no password.",
            HelpName = "HOST:PORT",
            CustomParser = result => Address(result, result.Tokens[0].Value),
        };

    public static Option<NodeAddress[]> Join(string summary, bool isRequired) =>
        new("--join")
        {
            Description = summary + " May come many times.",
            HelpName = "HOST:PORT",
            Required = isRequired,
            DefaultValueFactory = isRequired ? null : _ => [],
            CustomParser = result =>
                [.. result.Tokens.Select(token => Address(result, token.Value)).OfType<NodeAddress>()],
        };

    public static Option<int?> Jobs()
    {
        Option<int?> jobs = new("--jobs")
        {
            Description = "How many trials at once; as many as there are cores where not said.",
            HelpName = "N",
        };
        jobs.AcceptFromOne();
        return jobs;
    }

    private static NodeAddress? Address(ArgumentResult result, string text)
    {
        NodeAddress? address = NodeAddress.Parse(text);
        if (address is null)
        {
            result.AddError(
                $"an address is HOST:PORT, such as 10.0.0.5:5101; '{text}' is none, or no such host"
            );
        }

        return address;
    }
}
