using System.CommandLine;
using Simulation.Cli.Learning;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Leads through ten scenarios: guess first, then run, then change something.</summary>
internal sealed class LearnCommand : Command
{
    private const string Text = """
        Ten scenarios in order: guess first, run, see, change something.

        Examples:
          simlab learn          the course
          simlab learn 1        the first lesson
        """;

    private const int Indent = 11;
    private const int Width = 100;

    private readonly Shell _shell;

    public LearnCommand(Shell shell)
        : base("learn", Text)
    {
        _shell = shell;
        Argument<int> number = new("LESSON")
        {
            Description = "The number of a lesson; without it, the course.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        number.Validators.Add(result =>
        {
            bool isLesson =
                result.Tokens.Count == 0
                || (
                    int.TryParse(result.Tokens[0].Value, out int lesson)
                    && lesson >= 1
                    && lesson <= Course.Lessons.Count
                );
            if (!isLesson)
            {
                result.AddError($"there are the lessons 1 to {Course.Lessons.Count}");
            }
        });
        Add(number);
        SetAction(parsed =>
        {
            Write(parsed.GetValue(number) is >= 1 and int lesson ? Lesson(lesson) : Overview());
            return (int)ExitCode.Held;
        });
    }

    private static IEnumerable<string> Overview()
    {
        for (int place = 0; place < Course.Lessons.Count; place++)
        {
            Lesson lesson = Course.Lessons[place];
            yield return $"{place + 1, 4}  {lesson.Question, -38}{lesson.Scenario}";
        }

        yield return "";
        yield return "begin with: simlab learn 1";
    }

    private static IEnumerable<string> Lesson(int number)
    {
        Lesson lesson = Course.Lessons[number - 1];
        yield return $"Lesson {number} of {Course.Lessons.Count}: {lesson.Question}";
        yield return "";
        IEnumerable<string> lines =
        [
            .. Paragraph("A guess", $"{lesson.Guess} Would you say so?"),
            .. Paragraph("Run", lesson.Command),
            .. Paragraph("Look at", lesson.Look),
            .. Paragraph("Try next", lesson.Next),
            .. Paragraph("", lesson.NextCommand),
        ];
        foreach (string line in lines)
        {
            yield return line;
        }

        if (number < Course.Lessons.Count)
        {
            yield return "";
            yield return $"then: simlab learn {number + 1}";
        }
    }

    /// <summary>A text beside its label, broken between words.</summary>
    private static IEnumerable<string> Paragraph(string label, string text)
    {
        string line = label.PadRight(Indent);
        foreach (string word in text.Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > Indent)
            {
                yield return line.TrimEnd();
                line = new string(' ', Indent);
            }

            line += word + " ";
        }

        yield return line.TrimEnd();
    }

    private void Write(IEnumerable<string> lines) => _shell.Out.Write(string.Join('\n', lines) + "\n");
}
