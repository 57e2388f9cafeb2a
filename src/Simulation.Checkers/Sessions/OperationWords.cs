using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>Operations in English.</summary>
internal static class OperationWords
{
    /// <summary>Who did what, what came back, and when.</summary>
    public static string Say(Operation operation, bool hasTimes)
    {
        string on = operation.Key is null ? "" : $" {operation.Key}";
        string did = operation.Function switch
        {
            Functions.Read or Functions.Get => $"read{on} = {operation.Result}",
            Functions.Write or Functions.Put => $"wrote{on} = {operation.Argument}",
            Functions.Cas when operation.Argument.AsList is { Count: 2 } pair =>
                $"replaced{on} = {pair[0]} by {pair[1]}",
            _ => $"did {operation.Function}{on} {operation.Argument} = {operation.Result}",
        };
        return $"client {operation.Process} {did} ({When(operation, hasTimes)})";
    }

    private static string When(Operation operation, bool hasTimes)
    {
        string start = hasTimes ? operation.Invoked.ToString() : $"event {operation.InvokedOrder}";
        if (operation.CompletedOrder == int.MaxValue)
        {
            return $"from {start}, outcome unknown";
        }

        string end = hasTimes ? operation.Completed.ToString()! : $"{operation.CompletedOrder}";
        return $"{start} to {end}";
    }
}
