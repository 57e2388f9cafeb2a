using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Simulation.Campaigns.Storage;

/// <summary>A file of SQLite with a log that is written ahead: for one coordinator, with nothing to install.</summary>
internal sealed class SqliteStore : CampaignStore
{
    public SqliteStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = 30,
        }.ToString();
        Execute("PRAGMA journal_mode=WAL");
    }

    /// <inheritdoc/>
    private protected override string Provider => "SQLite.MS";

    /// <inheritdoc/>
    private protected override string ConnectionString { get; }

    /// <inheritdoc/>
    private protected override bool MakesTables => true;

    /// <inheritdoc/>
    private protected override bool HasJournal() =>
        Count("SELECT count(*) FROM sqlite_master WHERE name = 'journal'") > 0;

    /// <inheritdoc/>
    private protected override DbConnection Connect() => new SqliteConnection(ConnectionString);
}
