using Microsoft.Data.Sqlite;

namespace Simulation.Campaigns;

/// <summary>The file that campaigns are stored in: SQLite, with a log that is written ahead.</summary>
public sealed class CampaignStore
{
    private readonly string _connection;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public CampaignStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        Execute("PRAGMA journal_mode=WAL");
    }

    /// <summary>The settings of the event journal.</summary>
    /// <remarks>
    /// The journal's unique index of persistence id and sequence number makes it a log in which of two writers
    /// one loses. Akka's replay filter would drop events of the winner, so that it is off.
    /// </remarks>
    internal string Settings =>
        $$"""
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{_connection}}"
              provider-name = "SQLite.MS"
              tag-write-mode = Csv
              auto-initialize = on
              replay-filter.mode = off
            }
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
            akka.persistence.snapshot-store.sql {
              class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
              connection-string = "{{_connection}}"
              provider-name = "SQLite.MS"
              auto-initialize = on
            }
            """;

    /// <summary>Forgets all that is stored of a campaign.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Forget(string campaign)
    {
        if (Exists())
        {
            Execute("DELETE FROM journal WHERE persistence_id = $id", ("$id", "campaign-" + campaign));
        }
    }

    private bool Exists() =>
        Ask("SELECT count(*) FROM sqlite_master WHERE name = 'journal'", command => command.ExecuteScalar())
            is > 0L;

    private void Execute(string sql, params (string Name, string Value)[] values) =>
        Ask(sql, command => command.ExecuteNonQuery(), values);

    private T Ask<T>(string sql, Func<SqliteCommand, T> ask, params (string Name, string Value)[] values)
    {
        try
        {
            using var connection = new SqliteConnection(_connection);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above; values go in as parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, string value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }

            return ask(command);
        }
        catch (SqliteException refusal)
        {
            throw new IOException(refusal.Message, refusal);
        }
    }
}
