using Simulation.Kernel.Tracing;

namespace Simulation.Tests.Kernel.Tracing;

public sealed class MessageTextTests
{
    [Fact]
    public void A_record_is_written_by_its_name_and_what_it_holds() =>
        Assert.Equal(
            "Ship Epoch=3 Records=[Key=a Value=1, Key=b Value=2]",
            MessageText.Of(new Ship(3, [new Item("a", 1), new Item("b", 2)], null))
        );

    [Fact]
    public void A_long_list_is_written_by_its_length() =>
        Assert.Equal(
            "Ship Epoch=3 Records=[4 items]",
            MessageText.Of(new Ship(3, [.. Enumerable.Repeat(new Item("a", 1), 4)], null))
        );

    [Fact]
    public void A_message_with_words_of_its_own_speaks_for_itself() =>
        Assert.Equal("hello", MessageText.Of(new Spoken("hello")));

    private sealed record Ship(int Epoch, Item[] Records, string? Note);

    private sealed record Item(string Key, int Value);

    private abstract record Silent;

    private sealed record Spoken(string Words) : Silent
    {
        public override string ToString() => Words;
    }
}
