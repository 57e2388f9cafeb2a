using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Simulation.Reports;

namespace Simulation.Tests.Cli;

/// <summary>The command as a shell sees it.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-serve-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_serves_until_it_is_interrupted()
    {
        using Process simlab = Start("--port", "0", "--out", _folder);
        string line = (await simlab.StandardOutput.ReadLineAsync(Cancel))!;
        string address = line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));
        using HttpClient client = new();

        string page = await client.GetStringAsync(address, Cancel);
        await using Stream live = await client.GetStreamAsync(address + "live", Cancel);
        using Process interrupt = Process.Start("kill", ["-INT", $"{simlab.Id}"]);
        await simlab.WaitForExitAsync(Cancel);

        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Contains("No runs yet", page, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Interrupted, simlab.ExitCode);
        Assert.Equal("", await simlab.StandardError.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Whoever_lets_others_look_is_told_what_that_means()
    {
        using Process simlab = Start("--listen", "0.0.0.0", "--port", "0", "--out", _folder);

        string warning = (await simlab.StandardError.ReadLineAsync(Cancel))!;
        simlab.Kill();

        Assert.Contains("no password and no encryption", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_another()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        (int exit, string said) = await FailAsync("--port", $"{port}", "--out", _folder);

        Assert.Equal((int)ExitCode.CannotWrite, exit);
        Assert.Equal(
            $"simlab: port {port} is taken: --port {port + 1} may be free, --port 0 takes any that is\n",
            said
        );
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_told_with_what_makes_it()
    {
        string missing = Path.Combine(_folder, "nothing");

        (int exit, string said) = await FailAsync("--out", missing);

        Assert.Equal((int)ExitCode.NoSuchFile, exit);
        Assert.Contains(
            $"simlab run scenarios/hello-partition.yaml --out {missing}",
            said,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--listen evil.example", "an address in digits")]
    [InlineData("--listen 10.0.0.5:80", "the port is --port")]
    [InlineData("--port 65536", "from 0 to 65535")]
    [InlineData("--port http", "http")]
    public async Task A_wrong_option_is_explained(string words, string expected)
    {
        (int exit, string said) = await FailAsync([.. words.Split(' '), "--out", _folder]);

        Assert.Equal((int)ExitCode.WrongCommand, exit);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Said)> FailAsync(params string[] words)
    {
        using Process simlab = Start(words);
        string said = await simlab.StandardError.ReadToEndAsync(Cancel);
        await simlab.WaitForExitAsync(Cancel);
        return (simlab.ExitCode, said);
    }

    private static Process Start(params string[] words)
    {
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "simlab.dll"));
        start.ArgumentList.Add("serve");
        Array.ForEach(words, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
