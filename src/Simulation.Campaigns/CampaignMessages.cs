namespace Simulation.Campaigns;

/// <summary>Whatever is stored of a campaign or sent about one; each has an explicit serialized form.</summary>
public interface ICampaignMessage;

/// <summary>Begins a campaign, or goes on with it where it is known already.</summary>
/// <param name="Name">The scenario's name, for people.</param>
/// <param name="Trials">How many trials there are.</param>
/// <param name="Brief">All that a slot must know to run any of them; nobody but slots reads it.</param>
public sealed record Plan(string Name, int Trials, string Brief) : ICampaignMessage;

/// <summary>From a slot to the directory: which campaigns have work?</summary>
public sealed record AskWork : ICampaignMessage;

/// <summary>To a slot: the campaigns that have work, in the order of their ids.</summary>
public sealed record Work(string[] Campaigns) : ICampaignMessage;

/// <summary>From a campaign to the directory: whether it has work.</summary>
public sealed record Announce(string Campaign, bool IsOpen) : ICampaignMessage;

/// <summary>From a slot: what must I know to run trials?</summary>
public sealed record AskBrief : ICampaignMessage;

/// <summary>To a slot: all that it must know to run trials of a campaign.</summary>
public sealed record Brief(string Campaign, string Text) : ICampaignMessage;

/// <summary>From a slot: it can take work.</summary>
/// <param name="Milliseconds">How long a trial took there lately; 0 for not known yet.</param>
public sealed record Pull(int Milliseconds) : ICampaignMessage;

/// <summary>To a slot: run these. An empty lease says that there is nothing now.</summary>
public sealed record Lease(int[] Trials) : ICampaignMessage;

/// <summary>From a slot, until it is acknowledged: what came of trials.</summary>
/// <param name="Number">Counts the reports of a slot.</param>
/// <param name="Results">In the order in which they were run.</param>
public sealed record Report(int Number, TrialResult[] Results) : ICampaignMessage;

/// <summary>To a slot: a report is stored.</summary>
public sealed record Acknowledge(int Number) : ICampaignMessage;

/// <summary>Asks how far a campaign is.</summary>
public sealed record AskProgress : ICampaignMessage;

/// <summary>How far a campaign is.</summary>
/// <param name="Trials">How many trials there are; 0 before the plan is known.</param>
/// <param name="Done">How many are recorded.</param>
/// <param name="Failed">How many of these failed.</param>
/// <param name="Unknown">How many of these nobody can tell.</param>
/// <param name="Slots">How many slots work on it.</param>
public sealed record Progress(int Trials, int Done, int Failed, int Unknown, int Slots) : ICampaignMessage;

/// <summary>Asks for a part of the results.</summary>
/// <param name="From">The first trial of the part.</param>
/// <param name="Count">How many trials it has at most.</param>
public sealed record AskResults(int From, int Count) : ICampaignMessage;

/// <summary>Results recorded so far, by trial.</summary>
/// <param name="Recorded">One for each trial that is done.</param>
/// <param name="Contradicted">Trials that gave other bytes when they were run again: a defect of the lab.</param>
public sealed record Results(TrialResult[] Recorded, int[] Contradicted) : ICampaignMessage;

/// <summary>Stored: the plan of a campaign.</summary>
public sealed record Planned(string Name, int Trials, string Brief) : ICampaignMessage;

/// <summary>Stored: results, and trials whose second result was another one.</summary>
public sealed record Recorded(TrialResult[] Results, int[] Contradicted) : ICampaignMessage;
