using System.Data.Common;
using Npgsql;

namespace Simulation.Campaigns.Storage;

/// <summary>A database of PostgreSQL: for several coordinators, of which any can go on.</summary>
internal sealed class PostgresStore : CampaignStore
{
    private const int StandardPort = 5432;

    public PostgresStore(Uri place)
    {
        string[] user = place.UserInfo.Split(':', 2);
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = place.Host,
            Port = place.Port < 0 ? StandardPort : place.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = place.AbsolutePath.Trim('/'),
            Timeout = 5,
            CommandTimeout = 10,
            MaxPoolSize = 20,
            KeepAlive = 5,
            // A coordinator that is stopped in the middle of a write must not keep the others from theirs.
            Options = "-c idle_in_transaction_session_timeout=3000",
        }.ToString();
        MakesTables = !HasJournal();
    }

    /// <inheritdoc/>
    /// <remarks>The name without a version makes a sequence where a column of identity is meant.</remarks>
    private protected override string Provider => "PostgreSQL.15";

    /// <inheritdoc/>
    private protected override string ConnectionString { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// To make tables that are there already, Akka locks them, and waits for every transaction that is open.
    /// </remarks>
    private protected override bool MakesTables { get; }

    /// <inheritdoc/>
    private protected override bool HasJournal() =>
        Count("SELECT count(*) FROM pg_indexes WHERE tablename = 'journal' AND indexname = 'journal_uq'") > 0;

    /// <inheritdoc/>
    private protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);
}
