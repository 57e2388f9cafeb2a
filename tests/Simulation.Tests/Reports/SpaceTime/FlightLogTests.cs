using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Exporters;
using Simulation.Reports.SpaceTime;

namespace Simulation.Tests.Reports.SpaceTime;

public sealed class FlightLogTests
{
    [Fact]
    public void A_message_ends_where_it_was_delivered()
    {
        IReadOnlyList<Flight> flights = Read((1, TraceKind.Sent, "Ping"), (4, TraceKind.Delivered, "Ping"));

        Flight flight = Assert.Single(flights);
        Assert.Equal((FlightEnd.Delivered, At(1), At(4)), (flight.End, flight.Sent, flight.Ended));
    }

    [Fact]
    public void A_dropped_message_says_why_though_it_has_brackets_of_its_own()
    {
        IReadOnlyList<Flight> flights = Read(
            (1, TraceKind.Sent, "Put (again) x"),
            (1, TraceKind.Dropped, "Put (again) x (partition)")
        );

        Flight flight = Assert.Single(flights);
        Assert.Equal((FlightEnd.Dropped, "partition", "Put"), (flight.End, flight.Reason, flight.Kind));
    }

    [Fact]
    public void Of_equal_messages_the_first_sent_arrives_first()
    {
        IReadOnlyList<Flight> flights = Read(
            (1, TraceKind.Sent, "Beat"),
            (2, TraceKind.Sent, "Beat"),
            (5, TraceKind.Delivered, "Beat"),
            (6, TraceKind.Delivered, "Beat")
        );

        Assert.Equal([(At(1), At(5)), (At(2), At(6))], flights.Select(one => (one.Sent, one.Ended!.Value)));
    }

    [Fact]
    public void A_message_that_arrives_twice_is_drawn_twice()
    {
        IReadOnlyList<Flight> flights = Read(
            (1, TraceKind.Sent, "Beat"),
            (5, TraceKind.Delivered, "Beat"),
            (6, TraceKind.Delivered, "Beat"),
            (7, TraceKind.Sent, "Beat"),
            (9, TraceKind.Delivered, "Beat")
        );

        Assert.Equal(
            [(At(1), At(5)), (At(1), At(6)), (At(7), At(9))],
            flights.OrderBy(one => one.Ended).Select(one => (one.Sent, one.Ended!.Value))
        );
    }

    [Fact]
    public void What_was_sent_before_the_log_is_left_out_and_what_never_ends_is_under_way()
    {
        IReadOnlyList<Flight> flights = Read((3, TraceKind.Delivered, "Old"), (4, TraceKind.Sent, "New"));

        Assert.Equal((FlightEnd.UnderWay, "New"), (Assert.Single(flights).End, flights[0].Words));
    }

    private static IReadOnlyList<Flight> Read(params (long Time, TraceKind Kind, string Words)[] records)
    {
        FlightLog log = new();
        foreach ((long time, TraceKind kind, string words) in records)
        {
            log.Take(new TraceLine(At(time), kind, "a", "b", words));
        }

        return log.Flights;
    }

    private static SimTime At(long nanoseconds) => new(nanoseconds);
}
