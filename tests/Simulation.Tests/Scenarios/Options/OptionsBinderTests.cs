using System.Globalization;
using System.Text.Json.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Options;

public sealed class OptionsBinderTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void Every_type_of_option_is_bound()
    {
        SampleOptions options = Bind(
            """
            wait: 2s
            share: 5%
            count: 3
            is-fast: true
            mode: very-slow
            inner: {depth: 7}
            names: [eu, us]
            groups: [[eu], us]
            clients: {eu: 6, us: 4}
            latency: {p50: 1s, p99: 2s}
            limit: none
            """
        )!;

        Assert.Empty(_problems.Sorted());
        Assert.Equal(2.Seconds, options.Wait);
        Assert.Equal(new Ratio(50_000), options.Share);
        Assert.Equal(
            (3, true, SampleMode.VerySlow, 7),
            (options.Count, options.IsFast, options.Mode, options.Inner.Depth)
        );
        Assert.Equal(["eu", "us"], options.Names);
        Assert.Equal(
            [
                ["eu"],
                ["us"],
            ],
            options.Groups
        );
        Assert.Equal([KeyValuePair.Create("eu", 6), KeyValuePair.Create("us", 4)], options.Clients);
        Assert.Equal("1s..2s", options.Latency.Describe(value => new SimDuration(value).ToString()));
        Assert.Null(options.Limit);
    }

    [Fact]
    public void What_is_left_out_keeps_its_default()
    {
        SampleOptions options = Bind("wait: 2s\n")!;

        Assert.Equal((4, 5.Seconds), (options.Count, options.Limit!.Value));
    }

    [Theory]
    [InlineData("wait: 60", ProblemCode.Quantity, 1, 7)]
    [InlineData("wait: fast", ProblemCode.Quantity, 1, 7)]
    [InlineData("wait: [1s]", ProblemCode.WrongShape, 1, 7)]
    [InlineData("wait: -1s", ProblemCode.OutOfRange, 1, 7)]
    [InlineData("wait:", ProblemCode.WrongShape, null, null)]
    [InlineData("count: 3", ProblemCode.MissingKey, 1, 1)]
    [InlineData("wait: 2s\nwiat: 3s", ProblemCode.UnknownKey, 2, 1)]
    [InlineData("wait: 2s\nshare: 101%", ProblemCode.OutOfRange, 2, 8)]
    [InlineData("wait: 2s\ncount: 0", ProblemCode.OutOfRange, 2, 8)]
    [InlineData("wait: 2s\ncount: 3.5", ProblemCode.BadNumber, 2, 8)]
    [InlineData("wait: 2s\ncount: 99999999999", ProblemCode.BadNumber, 2, 8)]
    [InlineData("wait: 2s\nis-fast: yes", ProblemCode.BadBoolean, 2, 10)]
    [InlineData("wait: 2s\nmode: very-slwo", ProblemCode.UnknownChoice, 2, 7)]
    [InlineData("wait: 2s\ninner: {depht: 7}", ProblemCode.UnknownKey, 2, 9)]
    [InlineData("wait: 2s\nnames: [eu, uk]", ProblemCode.UnknownPlace, 2, 13)]
    [InlineData("wait: 2s\nclients: {uk: 6}", ProblemCode.UnknownPlace, 2, 11)]
    [InlineData("wait: 2s\nlatency: {p50: 2s, p99: 1s}", ProblemCode.OutOfRange, 2, 25)]
    [InlineData("wait: 2s\nlatency: {p51: 2s}", ProblemCode.WrongShape, 2, 10)]
    [InlineData("wait: 9s\ncount: 9", ProblemCode.DoesNotFit, 2, 8)]
    public void A_mistake_is_one_problem_where_it_stands(string text, string code, int? line, int? column)
    {
        SampleOptions? options = Bind(text);

        Problem problem = Assert.Single(_problems.Sorted());
        Assert.Null(options);
        Assert.Equal(code, problem.Code);
        Assert.Equal(
            (line ?? problem.Where.Line, column ?? problem.Where.Column),
            (problem.Where.Line, problem.Where.Column)
        );
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        Bind("count: 0\nmode: x\ninner: {depth: z}\nnope: 1\n");

        Assert.Equal(5, _problems.Sorted().Count);
    }

    [Fact]
    public void The_table_has_a_row_for_each_key()
    {
        IReadOnlyList<OptionRow> rows = OptionTable.Of(typeof(SampleOptions));

        Assert.Equal(
            [
                "wait",
                "share",
                "count",
                "is-fast",
                "mode",
                "inner",
                "inner.depth",
                "names",
                "groups",
                "clients",
                "latency",
                "limit",
            ],
            rows.Select(row => row.Key)
        );
        Assert.Equal(
            ("required", "4", "plain", "5s"),
            (rows[0].Default, rows[2].Default, rows[4].Default, rows[11].Default)
        );
    }

    [Fact]
    public async Task The_schema_accepts_what_the_binder_accepts_and_refuses_what_it_refuses()
    {
        JsonObject schema = OptionSchema.Of(typeof(SampleOptions));
        NJsonSchema.JsonSchema judge = await NJsonSchema.JsonSchema.FromJsonAsync(
            schema.ToJsonString(),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(
            judge.Validate("""{"wait":"2s","count":3,"mode":"very-slow","groups":[["eu"]],"limit":"none"}""")
        );
        Assert.Empty(
            judge.Validate("""{"wait":"${wait}","latency":{"p50":"1s","p99":"2s"},"clients":{"eu":6}}""")
        );
        Assert.NotEmpty(judge.Validate("""{"wait":60}"""));
        Assert.NotEmpty(judge.Validate("""{"wait":"2s","wiat":"3s"}"""));
        Assert.NotEmpty(judge.Validate("""{"wait":"2s","count":0}"""));
        Assert.NotEmpty(judge.Validate("""{"count":3}"""));
    }

    private SampleOptions? Bind(string text) =>
        OptionsBinder.Bind<SampleOptions>(
            (YamlMap)YamlReader.Read("a.yaml", text, _problems)!,
            new BindContext
            {
                Problems = _problems,
                Quantities = Quantities,
                NamesOf = _ => ["eu", "us"],
            }
        );

    private static QuantityParsers Quantities { get; } =
        new QuantityParsers { LogNormal = (p50, p99) => new Between(p50, p99) }
            .With<SimDuration>(TryDuration)
            .With<Ratio>(TryRatio);

    private static bool TryDuration(string text, out SimDuration value, out string problem)
    {
        bool isRead =
            long.TryParse(text.TrimEnd('s'), CultureInfo.InvariantCulture, out long seconds)
            && text.EndsWith('s');
        value = new SimDuration(seconds * 1_000_000_000);
        problem = isRead ? "" : $"write {text}s, {text}ms or {text}m";
        return isRead;
    }

    private static bool TryRatio(string text, out Ratio value, out string problem)
    {
        bool isRead =
            int.TryParse(text.TrimEnd('%'), CultureInfo.InvariantCulture, out int percent)
            && text.EndsWith('%');
        value = new Ratio(percent * 10_000);
        problem = isRead ? "" : $"write {text}%";
        return isRead;
    }

    private sealed class Between(long low, long high) : Distribution
    {
        public override long Draw(RandomStream random) => low;

        public override string Describe(Func<long, string> quantity) => quantity(low) + ".." + quantity(high);
    }
}

internal enum SampleMode
{
    Plain,
    VerySlow,
}

internal sealed record InnerOptions
{
    [Option("How deep.")]
    public int Depth { get; init; } = 1;
}

internal sealed record SampleOptions : IValidatedOptions
{
    [Option("How long.")]
    public required SimDuration Wait { get; init; }

    [Option("How much.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; }

    [Option("How many.", Min = "1")]
    public int Count { get; init; } = 4;

    [Option("Whether.")]
    public bool IsFast { get; init; }

    [Option("Which.")]
    public SampleMode Mode { get; init; }

    [Option("Inside.")]
    public InnerOptions Inner { get; init; } = new();

    [Option("Where.", Names = NameKind.Region)]
    public IReadOnlyList<string> Names { get; init; } = [];

    [Option("Who.", Names = NameKind.Place)]
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; init; } = [];

    [Option("How many where.", Names = NameKind.Region)]
    public IReadOnlyList<KeyValuePair<string, int>> Clients { get; init; } = [];

    [Option("How late.")]
    public Distribution Latency { get; init; } = Distribution.Constant(0);

    [Option("For how long, if at all.")]
    public SimDuration? Limit { get; init; } = 5.Seconds;

    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Wait == 9.Seconds && Count == 9)
        {
            yield return ("count", "nine and nine do not go together");
        }
    }
}
