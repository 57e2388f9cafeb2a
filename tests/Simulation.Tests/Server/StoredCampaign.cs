using System.Text;
using Microsoft.Data.Sqlite;

namespace Simulation.Tests.Server;

/// <summary>Writes a store of campaigns as a sweep does, with the same tables and events.</summary>
internal sealed class StoredCampaign : IDisposable
{
    private readonly SqliteConnection _connection;

    public StoredCampaign(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute(
            """
            PRAGMA journal_mode=WAL;
            CREATE TABLE journal (
                ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created INTEGER NOT NULL, deleted Bit NOT NULL,
                persistence_id NVarChar(255) NOT NULL, sequence_number INTEGER NOT NULL, message VarBinary NOT NULL,
                tags NVarChar(100) NULL, manifest NVarChar(500) NULL, identifier INTEGER NULL,
                writer_uuid NVarChar(128) NULL);
            """
        );
    }

    /// <summary>Begins a campaign.</summary>
    public void Plan(string id, string name, int trials) =>
        Store(id, "planned-2", $$"""{"name":"{{name}}","trials":{{trials}},"brief":""}""");

    /// <summary>Records results, each a JSON object.</summary>
    public void Record(string id, params string[] results) =>
        Store(id, "recorded-1", $$"""{"results":[{{string.Join(',', results)}}],"contradicted":[]}""");

    /// <summary>Stores an event.</summary>
    public void Store(string id, string manifest, string message) =>
        Execute(
            """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest)
            SELECT 639310713112906614, 0, @id, 1 + count(*), @message, @manifest FROM journal
            WHERE persistence_id = @id
            """,
            ("@id", id),
            ("@message", Encoding.UTF8.GetBytes(message)),
            ("@manifest", manifest)
        );

    /// <summary>Forgets a campaign, as <c>--restart</c> does.</summary>
    public void Forget(string id) => Execute("DELETE FROM journal WHERE persistence_id = @id", ("@id", id));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Execute(string sql, params (string Name, object Value)[] values)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
