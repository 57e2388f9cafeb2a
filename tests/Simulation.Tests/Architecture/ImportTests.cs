using System.Xml.Linq;
using Simulation.Testing;

namespace Simulation.Tests.Architecture;

public sealed class ImportTests
{
    /// <summary>The arrows of the picture: project, then what it may import.</summary>
    private static readonly (string Project, string[] Projects, string[] Packages)[] Arrows =
    [
        ("Simulation.Kernel", [], ["Akka", "HdrHistogram"]),
        ("Simulation.Histories", ["Kernel"], []),
        ("Simulation.Components", ["Kernel", "Histories"], ["Akka", "Polly.Core", "Polly.RateLimiting"]),
        ("Simulation.Checkers", ["Kernel", "Histories"], []),
        (
            "Simulation.Scenarios",
            ["Kernel", "Histories", "Components", "Checkers"],
            ["YamlDotNet", "HdrHistogram"]
        ),
        (
            "Simulation.Reports",
            ["Kernel", "Histories", "Checkers", "Scenarios"],
            ["Spectre.Console", "HdrHistogram"]
        ),
        (
            "Simulation.Campaigns",
            [],
            [
                "Akka",
                "Akka.Cluster",
                "Akka.Cluster.Sharding",
                "Akka.Persistence",
                "Npgsql",
                "Akka.Persistence.Sql",
                "Microsoft.Data.Sqlite",
            ]
        ),
        ("Simulation.Server", ["Reports", "Campaigns"], []),
        (
            "Simulation.Cli",
            ["Kernel", "Histories", "Components", "Checkers", "Scenarios", "Reports", "Campaigns", "Server"],
            ["System.CommandLine", "Spectre.Console"]
        ),
    ];

    public static TheoryData<string> Projects => [.. Arrows.Select(arrow => arrow.Project)];

    [Fact]
    public void Every_project_has_its_arrows_stated()
    {
        IEnumerable<string> found = Directory
            .GetDirectories(Path.Combine(Repository.Root, "src"))
            .Select(folder => Path.GetFileName(folder)!);

        Assert.Equal(Arrows.Select(arrow => arrow.Project).Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_imports_only_what_the_picture_allows(string project)
    {
        (_, string[] projects, string[] packages) = Arrows.Single(arrow => arrow.Project == project);
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        Assert.Subset(
            projects.Select(name => $"../Simulation.{name}/Simulation.{name}.csproj").ToHashSet(),
            file.Descendants("ProjectReference").Select(item => item.Attribute("Include")!.Value).ToHashSet()
        );
        Assert.Subset(
            packages.ToHashSet(),
            file.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value).ToHashSet()
        );
    }

    [Theory]
    [InlineData("Simulation.Checkers")]
    [InlineData("Simulation.Histories")]
    public void Histories_and_checkers_take_only_time_and_invariants_from_the_kernel(string project)
    {
        IEnumerable<string> imports = Repository
            .SourceFiles.Where(file => file.StartsWith(project + "/", StringComparison.Ordinal))
            .SelectMany(file => Repository.Source(file).Split('\n'))
            .Where(line => line.StartsWith("using Simulation.Kernel", StringComparison.Ordinal))
            .Distinct();

        Assert.Subset(
            new HashSet<string> { "using Simulation.Kernel;", "using Simulation.Kernel.Time;" },
            imports.ToHashSet()
        );
    }
}
