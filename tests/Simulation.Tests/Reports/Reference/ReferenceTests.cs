using Simulation.Checkers;
using Simulation.Cli.Lab;
using Simulation.Reports.Reference;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Options;
using Simulation.Testing;

namespace Simulation.Tests.Reports.Reference;

public sealed class ReferenceTests
{
    private static readonly ILaboratory Lab = Laboratory.Create();
    private static readonly IReadOnlyList<ReferencePage> Pages = Lab.Reference;

    public static TheoryData<string> Files => [.. Pages.Select(page => page.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_page_in_the_checkout_says_what_the_code_says(string file)
    {
        string path = Repository.PathOf("results", "reference", file);
        string now = Pages.Single(page => page.File == file).Text;

        string then = File.Exists(path) ? File.ReadAllText(path) : "";

        Assert.True(then == now, $"{path} is out of date; run: {ReferencePage.Command}");
    }

    [Fact]
    public void The_checkout_has_no_page_that_is_no_longer_made()
    {
        IEnumerable<string> found = Directory
            .GetFiles(Repository.PathOf("results", "reference"))
            .Select(file => Path.GetFileName(file));

        Assert.Equal(Pages.Select(page => page.File).Order(), found.Order());
    }

    [Fact]
    public void Every_name_in_a_catalogue_stands_in_the_reference()
    {
        string all = string.Concat(Pages.Select(page => page.Text));
        string[] others = ["charts", "outputs", "exports"];

        IEnumerable<string> missing = Lab
            .Entries.Where(entry => !others.Contains(entry.Catalogue))
            .Where(entry => !all.Contains($"`{entry.Name}`") && !all.Contains($"## {entry.Name}\n"))
            .Select(entry => entry.Name);

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_link_leads_to_a_heading_or_a_page()
    {
        IEnumerable<string> dead = Pages.SelectMany(page =>
            Links(page.Text).Where(link => !Leads(page, link)).Select(link => $"{page.File}: {link}")
        );

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_example_of_a_quantity_is_read()
    {
        IEnumerable<string> refused =
            from form in QuantityForm.All
            from example in form.Examples
            where !QuantityParsers.Standard.TryRead(form.Type, example, out _, out _)
            select example;

        Assert.Empty(refused);
        Assert.All(QuantityForm.All, form => Assert.True(QuantityParsers.Standard.Reads(form.Type)));
    }

    [Fact]
    public void Every_example_of_an_expectation_is_read()
    {
        MetricVocabulary vocabulary = new()
        {
            Models = [.. ConsistencyModels.All.Select(model => new ModelName(model.Name, model.Aliases))],
            Events = ["leader-elected"],
            Workloads = ["people"],
        };

        Assert.All(
            ExpectationForm.All,
            form => Assert.Empty(ExpectationParser.Parse(form.Example, vocabulary).Problems)
        );
    }

    [Fact]
    public void Writing_twice_leaves_the_same_bytes()
    {
        string folder = Directory.CreateTempSubdirectory("simlab-reference-").FullName;
        try
        {
            ReferencePages.Write(Pages, folder);
            byte[] first = File.ReadAllBytes(Path.Combine(folder, "faults.md"));
            ReferencePages.Write(Lab.Reference, folder);

            Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder, "faults.md")));
            Assert.DoesNotContain((byte)'\r', first);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Links(string text) =>
        text.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]);

    private static bool Leads(ReferencePage page, string link) =>
        link.StartsWith('#')
            ? page
                .Text.Split('\n')
                .Where(line => line.StartsWith('#'))
                .Any(line => '#' + Anchor(line) == link)
            : Pages.Any(other => other.File == link);

    private static string Anchor(string heading) =>
        string.Concat(
                heading
                    .TrimStart('#')
                    .Trim()
                    .ToLowerInvariant()
                    .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            )
            .Replace(' ', '-');
}
