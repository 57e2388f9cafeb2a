using System.Diagnostics;

namespace Simulation.Tests.Cli;

/// <summary>The built program in a process of its own, as a shell sees it.</summary>
public sealed class SimlabProcessTests
{
    [Theory]
    [InlineData("list faults", 0, "partition", "")]
    [InlineData("explain LAB103", 0, "unit", "")]
    [InlineData("--version", 0, "", "")]
    [InlineData("rnu x.yaml", 64, "", "did you mean run?")]
    [InlineData("run no-such-file.yaml", 66, "", "no such file: no-such-file.yaml")]
    [InlineData("replay ffffff", 66, "", "no run 'ffffff'")]
    public void The_program_tells_the_shell_what_came_of_it(
        string words,
        int expected,
        string said,
        string complained
    )
    {
        (int exit, string output, string error) = Simlab(words.Split(' '));

        Assert.Equal(expected, exit);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains(complained, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static (int Exit, string Output, string Error) Simlab(string[] words)
    {
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "simlab.dll"));
        Array.ForEach(words, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
