using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;

namespace Simulation.Campaigns;

/// <summary>
/// Writes what is stored and sent, as JSON under a short name with a version, so that a later engine can still
/// read what an earlier one stored.
/// </summary>
public sealed class CampaignSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly (string Manifest, JsonTypeInfo Form)[] Forms =
    [
        ("plan-2", CampaignJson.Default.Plan),
        ("ask-work-1", CampaignJson.Default.AskWork),
        ("work-1", CampaignJson.Default.Work),
        ("announce-1", CampaignJson.Default.Announce),
        ("ask-brief-1", CampaignJson.Default.AskBrief),
        ("brief-1", CampaignJson.Default.Brief),
        ("pull-1", CampaignJson.Default.Pull),
        ("lease-1", CampaignJson.Default.Lease),
        ("report-1", CampaignJson.Default.Report),
        ("acknowledge-1", CampaignJson.Default.Acknowledge),
        ("ask-progress-1", CampaignJson.Default.AskProgress),
        ("progress-1", CampaignJson.Default.Progress),
        ("ask-results-2", CampaignJson.Default.AskResults),
        ("results-1", CampaignJson.Default.Results),
        ("planned-2", CampaignJson.Default.Planned),
        ("recorded-1", CampaignJson.Default.Recorded),
    ];

    /// <inheritdoc/>
    public override int Identifier => 9001;

    /// <inheritdoc/>
    public override string Manifest(object o) => FormOf(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, FormOf(obj).Form);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) =>
        Read(bytes, manifest)
        ?? throw new SerializationException($"'{manifest}' is of another version of simlab");

    /// <summary>Reads what was written; null where another version wrote it.</summary>
    internal static object? Read(byte[] bytes, string manifest)
    {
        (_, JsonTypeInfo? form) = Array.Find(Forms, one => one.Manifest == manifest);
        return form is null ? null : JsonSerializer.Deserialize(bytes, form);
    }

    private static (string Manifest, JsonTypeInfo Form) FormOf(object message)
    {
        (string Manifest, JsonTypeInfo Form) found = Array.Find(
            Forms,
            one => one.Form.Type == message.GetType()
        );
        return found.Form is null
            ? throw new SerializationException($"{message.GetType().Name} has no serialized form")
            : found;
    }
}
