using System.Text;
using Simulation.Campaigns;

namespace Simulation.Tests.Campaigns;

public sealed class CampaignSerializerTests
{
    private static readonly CampaignSerializer Serializer = new(null!);

    /// <summary>What is stored by one version must be read by the next: these bytes may not change.</summary>
    public static TheoryData<object, string, string> Stored =>
        new()
        {
            {
                new Planned("swarm", 500, "brief"),
                "planned-2",
                """{"name":"swarm","trials":500,"brief":"brief"}"""
            },
            {
                new Recorded(
                    [new TrialResult(7, TrialVerdict.Failed, "a1b2c3", "00ff", "lost", "why", 12)],
                    [3]
                ),
                "recorded-1",
                """{"results":[{"trial":7,"verdict":"Failed","runId":"a1b2c3","fingerprint":"00ff","signature":"lost","because":"why","events":12}],"contradicted":[3]}"""
            },
        };

    [Theory]
    [MemberData(nameof(Stored))]
    public void What_is_stored_keeps_its_name_and_its_bytes(object stored, string manifest, string bytes)
    {
        Assert.Equal(manifest, Serializer.Manifest(stored));
        Assert.Equal(bytes, Encoding.UTF8.GetString(Serializer.ToBinary(stored)));
        Assert.Equal(
            bytes,
            Encoding.UTF8.GetString(
                Serializer.ToBinary(Serializer.FromBinary(Encoding.UTF8.GetBytes(bytes), manifest))
            )
        );
    }

    [Fact]
    public void Every_message_has_a_form()
    {
        Type[] messages =
        [
            .. typeof(ICampaignMessage)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(ICampaignMessage)) && type.IsClass),
        ];

        Assert.Equal(16, messages.Length);
        Assert.All(messages, type => Assert.NotNull(CampaignJson.Default.GetTypeInfo(type)));
    }

    [Fact]
    public void What_another_version_stored_is_refused_in_words()
    {
        var refused = Assert.Throws<System.Runtime.Serialization.SerializationException>(() =>
            Serializer.FromBinary([], "recorded-9")
        );

        Assert.Contains("another version of simlab", refused.Message);
    }
}
