using System.Data.Common;
using System.Text.Json;

namespace Simulation.Campaigns.Storage;

/// <summary>Where campaigns are stored: the journal of their events.</summary>
/// <remarks>
/// The journal's unique index of persistence id and sequence number makes it a log in which of two writers one
/// loses. Akka's replay filter would drop events of the winner, so that it is off.
/// </remarks>
public abstract class CampaignStore
{
    private const string PostgresScheme = "postgres://";

    /// <summary>The name under which linq2db knows the database.</summary>
    private protected abstract string Provider { get; }

    /// <summary>What the database is reached by.</summary>
    private protected abstract string ConnectionString { get; }

    /// <summary>Whether Akka is to make the tables when it starts.</summary>
    private protected abstract bool MakesTables { get; }

    /// <summary>The settings of the event journal.</summary>
    internal string Settings
    {
        get
        {
            string common = $$"""
                connection-string = {{JsonSerializer.Serialize(
                    ConnectionString,
                    CampaignJson.Default.String
                )}}
                provider-name = "{{Provider}}"
                auto-initialize = {{(MakesTables ? "on" : "off")}}
                circuit-breaker { max-failures = 5, call-timeout = 5s, reset-timeout = 2s }
                """;
            return $$"""
                akka.persistence.journal.plugin = "akka.persistence.journal.sql"
                akka.persistence.journal.sql {
                  class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                  {{common}}
                  tag-write-mode = Csv
                  replay-filter.mode = off
                  recovery-event-timeout = 10s
                }
                akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
                akka.persistence.snapshot-store.sql {
                  class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
                  {{common}}
                }
                """;
        }
    }

    /// <summary>Opens a store.</summary>
    /// <param name="place">The path of a SQLite file, or <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="IOException">It cannot be reached or written.</exception>
    public static CampaignStore Open(string place) =>
        place.StartsWith(PostgresScheme, StringComparison.Ordinal)
            ? new PostgresStore(new Uri(place))
            : new SqliteStore(place);

    /// <summary>Forgets all that is stored of a campaign.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Forget(string campaign)
    {
        if (HasJournal())
        {
            Execute("DELETE FROM journal WHERE persistence_id = @id", ("@id", "campaign-" + campaign));
        }
    }

    /// <summary>Whether the journal's table is there.</summary>
    private protected abstract bool HasJournal();

    private protected abstract DbConnection Connect();

    private protected void Execute(string sql, params (string Name, string Value)[] values) =>
        Ask(sql, command => command.ExecuteNonQuery(), values);

    private protected long Count(string sql) =>
        Ask(sql, command => Convert.ToInt64(command.ExecuteScalar(), null));

    private T Ask<T>(string sql, Func<DbCommand, T> ask, params (string Name, string Value)[] values)
    {
        try
        {
            using DbConnection connection = Connect();
            connection.Open();
            using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of the stores; values go in as parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, string value) in values)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }

            return ask(command);
        }
        catch (DbException refusal)
        {
            throw new IOException(refusal.Message, refusal);
        }
    }
}
