using System.Text.Json.Serialization;

namespace Simulation.Campaigns;

/// <summary>The serialized forms, made when the lab is built: no type names, no reflection.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(AskWork))]
[JsonSerializable(typeof(Work))]
[JsonSerializable(typeof(Announce))]
[JsonSerializable(typeof(AskBrief))]
[JsonSerializable(typeof(Brief))]
[JsonSerializable(typeof(Pull))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Acknowledge))]
[JsonSerializable(typeof(AskProgress))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(AskResults))]
[JsonSerializable(typeof(Results))]
[JsonSerializable(typeof(Planned))]
[JsonSerializable(typeof(Recorded))]
[JsonSerializable(typeof(TrialResult))]
[JsonSerializable(typeof(string))]
public sealed partial class CampaignJson : JsonSerializerContext;
