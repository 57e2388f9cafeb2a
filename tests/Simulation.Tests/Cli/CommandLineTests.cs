using System.Text.Json;
using Simulation.Cli;
using Simulation.Kernel;
using Simulation.Reports;
using Simulation.Scenarios.Running;
using Simulation.Tests.Reports;

namespace Simulation.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-cli-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly SampleLaboratory _laboratory = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("linearizable", ExitCode.Held)]
    [InlineData("session", ExitCode.Failed)]
    public void A_run_exits_as_its_expectations_went(string level, ExitCode expected)
    {
        int exit = Run("run", Scenario(level), "--out", _folder, "-o", "plain");

        Assert.Equal((int)expected, exit);
        Assert.Contains($"Exit {(int)expected}", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_leaves_a_results_folder_with_one_folder_a_run()
    {
        Run("run", Scenario("linearizable"), "--out", _folder, "-o", "plain");

        string latest = Path.Combine(_folder, "consistency-under-partition", "latest");

        Assert.Equal(2, Directory.GetDirectories(Path.Combine(latest, "runs")).Length);
        Assert.True(File.Exists(Path.Combine(latest, "meta.json")));
        Assert.All(
            Directory.GetDirectories(Path.Combine(latest, "runs")),
            run => Assert.True(new FileInfo(Path.Combine(run, "events.jsonl.gz")).Length > 0)
        );
    }

    [Fact]
    public void Stored_runs_are_compared()
    {
        Run("run", Scenario("linearizable"), "--out", _folder, "-o", "plain");
        Run("run", Scenario("eventual"), "--out", _folder, "-o", "plain");
        string[] folders =
        [
            .. Directory
                .GetDirectories(Path.Combine(_folder, "consistency-under-partition"))
                .Where(folder => Path.GetFileName(folder) != "latest")
                .Order(StringComparer.Ordinal),
        ];

        int exit = Run(["compare", .. folders, "-o", "plain"]);

        Assert.Equal((int)ExitCode.Held, exit);
        Assert.Contains("Same load and same faults", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot tell", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void A_completion_asks_simlab_itself(string which)
    {
        int exit = Run("completion", which);

        Assert.Equal((int)ExitCode.Held, exit);
        Assert.Contains("[suggest:", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_scenario_is_a_copy_and_overwrites_nothing()
    {
        string path = Path.Combine(_folder, "mine.yaml");

        int first = Run("new", "hello-partition", "--file", path);
        int second = Run("new", "hello-partition", "--file", path);

        Assert.Equal((int)ExitCode.Held, first);
        Assert.Equal((int)ExitCode.CannotWrite, second);
        Assert.Contains("name: hello-partition", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_report_is_printed_in_the_form_asked_for()
    {
        Run("run", Scenario("session"), "--out", _folder, "-o", "plain");
        _out.GetStringBuilder().Clear();
        string latest = Path.Combine(_folder, "consistency-under-partition", "latest");

        int exit = Run("report", latest, "--format", "json");

        using JsonDocument document = JsonDocument.Parse(_out.ToString());
        Assert.Equal((int)ExitCode.Held, exit);
        Assert.Equal(2, document.RootElement.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void One_design_alone_is_not_compared()
    {
        int exit = Run("compare", Scenario("eventual"), "--by", "consistency", "--seeds", "2");

        Assert.Equal((int)ExitCode.WrongCommand, exit);
        Assert.Contains("one design only", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_report_nothing_is_written()
    {
        Run("run", Scenario("linearizable"), "--out", Path.Combine(_folder, "none"), "--no-report");

        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void JSON_output_is_one_document_and_nothing_else()
    {
        Run("run", Scenario("session"), "--out", _folder, "-o", "json");

        using JsonDocument document = JsonDocument.Parse(_out.ToString());

        Assert.Equal(2, document.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void All_files_are_read_before_any_is_run()
    {
        int exit = Run("run", Scenario("linearizable"), Scenario("broken"), "--out", _folder, "-o", "plain");

        Assert.Equal((int)ExitCode.WrongInput, exit);
        Assert.Equal(0, _laboratory.RunCount);
        Assert.Contains("two problems", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "missing.yaml", ExitCode.NoSuchFile, "no such file: missing.yaml")]
    [InlineData(
        "run",
        "x.yaml --outptu json",
        ExitCode.WrongCommand,
        "--outptu is not an option of run, did you mean --output?"
    )]
    [InlineData("rnu", "x.yaml", ExitCode.WrongCommand, "'rnu' is not a command, did you mean run?")]
    [InlineData("run", "", ExitCode.WrongCommand, "simlab: run needs FILES\n'simlab run --help'")]
    [InlineData("run", "x.yaml --seed many", ExitCode.WrongCommand, "--seed takes a whole number from 0")]
    [InlineData("check", "h.jsonl", ExitCode.WrongCommand, "simlab: check needs --model\n'")]
    [InlineData("help", "", ExitCode.WrongCommand, "did you mean --help?")]
    [InlineData("run", "x.yaml --jobs 0", ExitCode.WrongCommand, "--jobs is at least 1")]
    [InlineData("run", "x.yaml --time-limit 60", ExitCode.WrongCommand, "such as 60s")]
    [InlineData("run", "x.yaml -o jsn", ExitCode.WrongCommand, "'jsn' is none, did you mean json?")]
    [InlineData("run", "/", ExitCode.NoSuchFile, "/ is a folder, not a file")]
    [InlineData("list", "fautls", ExitCode.WrongCommand, "did you mean faults?")]
    [InlineData("explain", "partion", ExitCode.WrongCommand, "did you mean partition?")]
    [InlineData("check", "h.jsonl --model lineraizable", ExitCode.WrongCommand, "did you mean linearizable?")]
    [InlineData(
        "check",
        "missing.jsonl --model linearizable",
        ExitCode.NoSuchFile,
        "no such file: missing.jsonl"
    )]
    [InlineData("replay", "ffffff", ExitCode.NoSuchFile, "no run 'ffffff'")]
    public void A_wrong_command_line_is_answered_with_what_was_meant(
        string verb,
        string rest,
        ExitCode expected,
        string said
    )
    {
        int exit = Run([verb, .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((int)expected, exit);
        Assert.Contains(said, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public void A_defect_is_one_line_that_repeats_it_and_no_stack_trace()
    {
        SampleLaboratory defective = new() { Defect = new InvariantViolation("time >= Now") };
        string file = Scenario("linearizable");

        int exit = Run(defective, "run", file, "--seed", "7", "--out", _folder);

        Assert.Equal((int)ExitCode.LabBug, exit);
        Assert.Contains(
            $"repeat it: simlab run {file} --seed 7",
            _error.ToString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(
            Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "consistency-under-partition"))
        );
    }

    [Fact]
    public void Results_that_cannot_be_written_are_said_so()
    {
        string taken = Path.Combine(_folder, "file");
        File.WriteAllText(taken, "not a folder");

        int exit = Run("run", Scenario("linearizable"), "--out", taken);

        Assert.Equal((int)ExitCode.CannotWrite, exit);
    }

    [Fact]
    public void A_time_limit_leaves_the_rest_unknown()
    {
        int exit = Run("run", Scenario("linearizable"), "--out", _folder, "--time-limit", "1ns");

        Assert.Equal((int)ExitCode.Unknown, exit);
    }

    [Fact]
    public void The_wishes_of_the_user_reach_the_scenario()
    {
        Run(
            "run",
            Scenario("linearizable"),
            "--seed",
            "7",
            "--set",
            "cut=30s",
            "--set",
            "a=b",
            "--no-report",
            "--yes"
        );

        var source = Assert.Single(_laboratory.Sources);
        Assert.Equal(7ul, source.Seed);
        Assert.Equal(["cut=30s", "a=b"], source.Sets);
        Assert.True(source.IsLargeMeant);
    }

    [Fact]
    public void A_stored_run_is_found_by_its_id_and_replayed_with_focus()
    {
        Run("run", Scenario("linearizable"), "--out", _folder, "-o", "plain");
        RunResult stored = SampleRuns.Run("linearizable", 43);
        ReplaceResolved(stored.Id, "linearizable");
        _out.GetStringBuilder().Clear();

        int exit = Run("replay", stored.Id, "--out", _folder, "--until", "4s", "--focus", "key-1");

        string text = _out.ToString();
        Assert.Equal(0, exit);
        Assert.Contains("stopped at 4s", text, StringComparison.Ordinal);
        Assert.Contains("Write key-1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("key-17", text, StringComparison.Ordinal);
        Assert.Contains("leader of term 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_tells_programs_how_nodes_stand()
    {
        Run("run", Scenario("linearizable"), "--out", _folder, "-o", "plain");
        RunResult stored = SampleRuns.Run("linearizable", 43);
        ReplaceResolved(stored.Id, "linearizable");
        _out.GetStringBuilder().Clear();

        int exit = Run(
            "replay",
            stored.Id,
            "--out",
            _folder,
            "--until",
            "26s",
            "--focus",
            "key-17",
            "-o",
            "json"
        );

        using JsonDocument told = JsonDocument.Parse(_out.ToString());
        Assert.Equal((int)ExitCode.Held, exit);
        Assert.Equal(
            "leader of term 3",
            told.RootElement.GetProperty("nodes")[0].GetProperty("state").GetString()
        );
        Assert.Equal(1, told.RootElement.GetProperty("records").GetArrayLength());
        Assert.Equal(26_000_000_000, told.RootElement.GetProperty("until_ns").GetInt64());
    }

    [Fact]
    public void Stored_runs_are_listed_with_their_verdict()
    {
        Run("run", Scenario("session"), "--out", _folder, "-o", "plain");
        _out.GetStringBuilder().Clear();

        Run("list", "runs", "--out", _folder);

        Assert.Contains(
            "consistency-under-partition: 2 runs, exit 1",
            _out.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_of_several_runs_is_answered_with_their_names()
    {
        Run("run", Scenario("session"), "--out", _folder, "-o", "plain");
        string latest = Path.Combine(_folder, "consistency-under-partition", "latest");

        int exit = Run("replay", latest, "--out", _folder);

        Assert.Equal((int)ExitCode.NoSuchFile, exit);
        Assert.Contains("holds several runs, name one: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-seed-43", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_that_is_asked_for_is_given_in_a_pipe_too()
    {
        Run("run", Scenario("linearizable"), "--no-report", "--color", "always");

        Assert.Contains("\u001b[", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_is_written_to_the_folder_named()
    {
        int exit = Run("list", "--reference", Path.Combine(_folder, "reference"));

        Assert.Equal(0, exit);
        Assert.StartsWith(
            "<!-- Made by `simlab list --reference",
            File.ReadAllText(Path.Combine(_folder, "reference", "README.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_summary_holds_the_page_and_its_charts_and_names_its_command()
    {
        string file = Scenario("session");

        Run("run", file, "--set", "cut=30s", "--no-report", "--summary", _folder);
        string folder = Path.Combine(_folder, "consistency-under-partition");

        Assert.Equal(
            ["availability.svg", "comparison.svg", "latency.svg", "summary.md", "throughput.svg"],
            Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        );
        Assert.StartsWith(
            $"<!-- Made by `simlab run {file} --set=cut=30s --summary results/reports`",
            File.ReadAllText(Path.Combine(folder, "summary.md")),
            StringComparison.Ordinal
        );
        Assert.All(
            Directory.GetFiles(folder, "*.svg"),
            path => Assert.NotNull(System.Xml.Linq.XDocument.Load(path).Root)
        );
    }

    [Fact]
    public void A_run_that_was_stopped_leaves_no_summary()
    {
        Run("run", Scenario("linearizable"), "--no-report", "--time-limit", "1ns", "--summary", _folder);

        Assert.False(Directory.Exists(Path.Combine(_folder, "consistency-under-partition")));
        Assert.Contains("so there is no summary", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_examples()
    {
        int exit = Run("run", "--help");

        Assert.Equal(0, exit);
        Assert.Contains("simlab run scenarios/", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, ExitCode.Held)]
    [InlineData(2, ExitCode.Failed)]
    public void A_history_is_judged_by_what_was_read(int read, ExitCode expected)
    {
        string path = Path.Combine(_folder, "history.jsonl");
        File.WriteAllText(
            path,
            $$"""
            {"index":0,"type":"invoke","process":0,"f":"write","key":"x","value":1,"time":0}
            {"index":1,"type":"ok","process":0,"f":"write","key":"x","value":1,"time":5}
            {"index":2,"type":"invoke","process":1,"f":"read","key":"x","value":null,"time":6}
            {"index":3,"type":"ok","process":1,"f":"read","key":"x","value":{{read}},"time":9}

            """
        );

        int exit = Run("check", path, "--model", "linearizable");

        Assert.Equal((int)expected, exit);
    }

    [Fact]
    public void A_file_that_is_no_history_is_refused_with_line_and_column()
    {
        string path = Path.Combine(_folder, "history.jsonl");
        File.WriteAllText(path, "not a history\n");

        int exit = Run("check", path, "--model", "linearizable");

        Assert.Equal((int)ExitCode.WrongInput, exit);
        Assert.Contains(path + ":1:", _error.ToString(), StringComparison.Ordinal);
    }

    private string Scenario(string level)
    {
        string path = Path.Combine(_folder, level + ".yaml");
        File.WriteAllText(path, level + "\n");
        return path;
    }

    private void ReplaceResolved(string id, string text)
    {
        string runs = Path.Combine(_folder, "consistency-under-partition", "latest", "runs");
        string folder = Directory
            .GetDirectories(runs)
            .Single(path => Path.GetFileName(path).StartsWith(id, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "scenario.resolved.yaml"), text);
    }

    [Fact]
    public void All_models_are_judged_in_one_pass_and_a_violation_is_drawn()
    {
        string path = Path.Combine(_folder, "history.jsonl");
        File.WriteAllText(
            path,
            """
            {"index":0,"type":"invoke","process":0,"f":"write","key":"x","value":1}
            {"index":1,"type":"ok","process":0,"f":"write","key":"x","value":1}
            {"index":2,"type":"invoke","process":1,"f":"read","key":"x","value":null}
            {"index":3,"type":"ok","process":1,"f":"read","key":"x","value":null}
            """
        );
        string picture = Path.Combine(_folder, "why.svg");

        int exit = Run("check", path, "--model", "all", "--picture", picture);

        Assert.Equal((int)ExitCode.Failed, exit);
        Assert.Matches("linearizable +violated", _out.ToString());
        Assert.Matches("sequential +holds", _out.ToString());
        Assert.Contains("observed sequential", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("not linearizable", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void Determinism_is_not_claimed_where_the_runtime_failed_the_check()
    {
        using Shell shell = NewShell(["the thread pool cannot be pumped"]);

        int exit = CommandLine.Run(
            ["run", Scenario("linearizable"), "--out", _folder, "--verify-determinism"],
            shell,
            _laboratory
        );

        Assert.Equal((int)ExitCode.NotDeterministic, exit);
        Assert.Contains("determinism is not claimed", _error.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] words) => Run(_laboratory, words);

    private int Run(SampleLaboratory laboratory, params string[] words)
    {
        using Shell shell = NewShell([]);
        return CommandLine.Run(words, shell, laboratory);
    }

    private Shell NewShell(string[] problems) =>
        new()
        {
            Out = _out,
            Error = _error,
            In = new StringReader(""),
            IsTerminal = false,
            HasProgress = false,
            Variable = _ => null,
            DeterminismProblems = problems,
        };
}
