using Simulation.Components.Services.Policies;
using Simulation.Tests.Examples;

namespace Simulation.Tests.Components.Services;

public sealed class CompiledPolicyTests
{
    private static string Here { get; } = typeof(CompiledPolicyTests).Assembly.Location;

    [Fact]
    public void A_class_that_fits_has_no_problem() =>
        Assert.Empty(Problems(typeof(PatientCalls).FullName, Here));

    [Fact]
    public void A_file_that_is_not_there_is_named_with_the_folder_it_was_looked_for_in()
    {
        (string key, string message) = Assert.Single(Problems("Shop.Calls", "no/such.dll"));

        Assert.Equal("assembly", key);
        Assert.StartsWith("there is no file 'no/such.dll' (from /", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_told_so()
    {
        string file = Path.GetTempFileName();

        (string key, string message) = Assert.Single(Problems("Shop.Calls", file));

        File.Delete(file);
        Assert.Equal("assembly", key);
        Assert.EndsWith("is not a .NET assembly that can be loaded", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Simulation.Tests.Examples.PatientCall", "there is no class")]
    [InlineData("Simulation.Tests.Examples.SingleCopy", "is not a class that implements ICallPolicy")]
    public void A_wrong_class_is_told_with_those_that_would_fit(string type, string told)
    {
        (string key, string message) = Assert.Single(Problems(type, Here));

        Assert.Equal("type", key);
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Contains("Simulation.Tests.Examples.PatientCalls", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_cannot_be_made_is_told_so() =>
        Assert.Equal(
            ("type", $"'{typeof(NeedsSomething).FullName}' has no public constructor without parameters"),
            Assert.Single(Problems(typeof(NeedsSomething).FullName, Here))
        );

    [Fact]
    public void It_needs_both_keys_and_no_others()
    {
        Assert.Equal("type", Assert.Single(Problems("Shop.Calls", null)).Key);
        Assert.Equal("assembly", Assert.Single(Problems(null, Here)).Key);
        var both = new PolicyOptions
        {
            Type = typeof(PatientCalls).FullName,
            Assembly = Here,
            Retry = new PolicyRetryOptions(),
        };
        Assert.Equal(
            ("type", "a compiled policy is a whole pipeline: leave out the other keys"),
            Assert.Single(both.Validate())
        );
    }

    private static IEnumerable<(string Key, string Message)> Problems(string? type, string? assembly) =>
        new PolicyOptions { Type = type, Assembly = assembly }.Validate();

    /// <summary>A policy that nobody can make.</summary>
    public sealed class NeedsSomething(string something) : ICallPolicy
    {
        public void Build(
            Polly.ResiliencePipelineBuilder<Simulation.Components.Stores.KvReply?> pipeline,
            CallPolicyTools tools
        ) => pipeline.Name = something;
    }
}
