using System.Diagnostics;
using Npgsql;

namespace Simulation.Campaigns.Tests;

/// <summary>A PostgreSQL server of a test's own, of the programs that this machine has.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly string _folder;
    private readonly int _port;

    private PostgresServer(string programs, string folder, int port)
    {
        _programs = programs;
        _folder = folder;
        _port = port;
    }

    /// <summary>Where it is reached, as <c>--store</c> takes it.</summary>
    public string Place => $"postgres://postgres@127.0.0.1:{_port}/postgres";

    /// <summary>Makes a server and starts it; null where this machine has none.</summary>
    public static PostgresServer? Create(int port)
    {
        string? programs = Directory.Exists(Installed)
            ? Directory
                .GetDirectories(Installed)
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        if (programs is null)
        {
            return null;
        }

        PostgresServer server = new(programs, Directory.CreateTempSubdirectory("simlab-pg-").FullName, port);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            Run("chown", "postgres", server._folder);
        }

        server.Do("initdb", "-D", server._folder, "-A", "trust", "-U", "postgres", "--no-sync");
        server.Start();
        return server;
    }

    /// <summary>Starts it.</summary>
    public void Start() =>
        Do(
            "pg_ctl",
            "-D",
            _folder,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            $"-p {_port} -k {_folder} -h 127.0.0.1",
            "start"
        );

    /// <summary>The events that a campaign's journal holds.</summary>
    public long EventCount()
    {
        using NpgsqlConnection connection = new(
            $"Host=127.0.0.1;Port={_port};Username=postgres;Pooling=false"
        );
        connection.Open();
        using NpgsqlCommand count = new("SELECT count(*) FROM journal", connection);
        return (long)count.ExecuteScalar()!;
    }

    /// <summary>Stops it and breaks every connection.</summary>
    public void Stop() => Do("pg_ctl", "-D", _folder, "-w", "-m", "fast", "stop");

    /// <inheritdoc/>
    public void Dispose()
    {
        Do("pg_ctl", "-D", _folder, "-w", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private void Do(string program, params string[] words)
    {
        string[] command = [Path.Combine(_programs, program), .. words];
        Run([
            .. Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : (string[])[],
            .. command,
        ]);
    }

    private static void Run(params string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start)!;

        // The server lives on with the pipes that it was born with, so they are not read to their end.
        Assert.True(
            process.WaitForExit(TimeSpan.FromMinutes(1)),
            $"{string.Join(' ', command)} does not end"
        );
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}");
    }
}
