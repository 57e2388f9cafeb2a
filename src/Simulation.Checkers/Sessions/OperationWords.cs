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
            Functions.Transaction =>
                $"did {(operation.Result.IsNil ? operation.Argument : operation.Result)}",
            _ => $"did {operation.Function}{on}{Given(operation.Argument)}{Returned(operation)}",
        };
        return $"client {operation.Process} {did} ({When(operation, hasTimes)})";
    }

    private static string Given(Value argument) => argument.IsNil ? "" : $" {argument}";

    private static string Returned(Operation operation) =>
        operation.Result.IsNil && !operation.Argument.IsNil ? "" : $" = {operation.Result}";

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
