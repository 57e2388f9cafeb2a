using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Simulation.Campaigns.Storage;

/// <summary>
/// Looks on at the campaigns of an SQLite file while another process writes to it. It never writes, and each
/// look reads only what has come since the last.
/// </summary>
/// <param name="path">The file; it may come, go and be another one between looks.</param>
public sealed class CampaignJournal(string path)
{
    private const string Prefix = "campaign-";

    private readonly SortedDictionary<string, CampaignStanding> _standings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Ordering, long Created)> _births = new(
        StringComparer.Ordinal
    );
    private long _ordering;

    /// <summary>How far each campaign is, the latest first. A file that cannot be read now tells nothing new.</summary>
    public IReadOnlyList<CampaignStanding> Look()
    {
        try
        {
            if (File.Exists(path))
            {
                using SqliteConnection connection = Connect();
                connection.Open();
                ForgetWhatIsGone(connection);
                Follow(connection);
            }
            else
            {
                Forget();
            }
        }
        catch (Exception unreadable) when (unreadable is SqliteException or JsonException)
        {
            // The next look comes soon: a lock, or the tables not made yet, need no word.
        }

        return [.. _standings.Values.OrderByDescending(one => one.StoredAt)];
    }

    private SqliteConnection Connect() =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = 1,
            }.ToString()
        );

    private void Forget()
    {
        _standings.Clear();
        _births.Clear();
        _ordering = 0;
    }

    /// <summary>A campaign that was begun anew has another first event than the one that was read.</summary>
    private void ForgetWhatIsGone(SqliteConnection connection)
    {
        SortedDictionary<string, (long, long)> births = new(StringComparer.Ordinal);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "SELECT persistence_id, ordering, created FROM journal WHERE sequence_number = 1";
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            births[rows.GetString(0)] = (rows.GetInt64(1), rows.GetInt64(2));
        }

        if (_births.Any(known => !births.TryGetValue(known.Key, out var birth) || birth != known.Value))
        {
            Forget();
        }
    }

    private void Follow(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT ordering, created, persistence_id, sequence_number, manifest, message FROM journal
            WHERE ordering > @read ORDER BY ordering
            """;
        command.Parameters.AddWithValue("@read", _ordering);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            string id = rows.GetString(2);
            if (rows.GetInt64(3) == 1)
            {
                _births[id] = (rows.GetInt64(0), rows.GetInt64(1));
            }

            if (id.StartsWith(Prefix, StringComparison.Ordinal) && !rows.IsDBNull(4))
            {
                object? stored = CampaignSerializer.Read(rows.GetFieldValue<byte[]>(5), rows.GetString(4));
                Take(id[Prefix.Length..], stored, new DateTimeOffset(rows.GetInt64(1), TimeSpan.Zero));
            }

            _ordering = rows.GetInt64(0);
        }
    }

    private void Take(string id, object? stored, DateTimeOffset at)
    {
        switch (stored)
        {
            case Planned plan:
                _standings[id] = new CampaignStanding(id, plan.Name, plan.Trials, 0, 0, 0, 0, at);
                break;
            case Recorded recorded when _standings.TryGetValue(id, out CampaignStanding? standing):
                _standings[id] = standing.With(recorded, at);
                break;
            default:
                // Of another version of the lab, which alone knows what it means.
                break;
        }
    }
}
