using Simulation.Cli;
using Simulation.Cli.Learning;
using Simulation.Testing;

namespace Simulation.Tests.Cli;

public sealed class CourseTests
{
    public static TheoryData<int> Lessons => [.. Enumerable.Range(1, Course.Lessons.Count)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void What_a_lesson_runs_is_there_and_takes_the_change_that_it_proposes(int number)
    {
        Lesson lesson = Course.Lessons[number - 1];
        string file = lesson.Scenario + ".yaml";

        int asIs = TestScenario.LoadFile(file).Count;
        int changed = TestScenario.LoadFile(file, [.. lesson.Sets]).Count;

        Assert.True(lesson.Sets.Count == 0 ? changed == asIs : changed <= asIs);
    }

    [Fact]
    public void The_course_names_every_lesson_and_each_can_be_asked_for()
    {
        using var words = new StringWriter();
        Shell shell = SampleShell(words);

        int course = CommandLine.Run(["learn"], shell, new SampleLaboratory());
        int last = CommandLine.Run(["learn", "10"], shell, new SampleLaboratory());
        int none = CommandLine.Run(["learn", "11"], shell, new SampleLaboratory());

        Assert.Equal((0, 0, 64), (course, last, none));
        Assert.All(Course.Lessons, lesson => Assert.Contains(lesson.Question, words.ToString()));
        Assert.Contains("Lesson 10 of 10", words.ToString());
        Assert.Contains("there are the lessons 1 to 10", words.ToString());
    }

    [Fact]
    public void The_page_of_the_scenarios_tells_of_each_by_its_own_title()
    {
        string page = File.ReadAllText(Repository.PathOf("scenarios", "README.md"));
        string[] files = Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml");

        Assert.NotEmpty(files);
        Assert.All(
            files,
            file =>
            {
                string title = File.ReadLines(file)
                    .First(line => line.StartsWith("title: ", StringComparison.Ordinal));
                Assert.Contains(
                    $"[`{Path.GetFileName(file)}`]({Path.GetFileName(file)}) | {title[7..]} |",
                    page
                );
            }
        );
    }

    private static Shell SampleShell(StringWriter words) =>
        new()
        {
            Out = words,
            Error = words,
            In = TextReader.Null,
            IsTerminal = false,
            HasProgress = false,
            Variable = _ => null,
        };
}
