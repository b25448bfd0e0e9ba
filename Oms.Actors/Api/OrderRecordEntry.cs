namespace Oms.Actors.Api;

/// <summary>One event of an order's journal, as an operator reads it: who, when, why.</summary>
/// <param name="Version">The order's version that it made, from 1.</param>
/// <param name="At">When it was decided.</param>
/// <param name="What">What happened, such as <c>OrderPlaced</c> or <c>OrderCanceled</c>.</param>
/// <param name="Text">What there is to say besides: quantity and price, a reason; null for nothing.</param>
/// <param name="By">By whose authority; null for what is nobody's decision, such as an execution.</param>
/// <param name="CommandId">The id of the cancel or of the operator's command that it comes of; null for none.</param>
public sealed record OrderRecordEntry(long Version, DateTimeOffset At, string What, string? Text, RecordedAuthority? By, string? CommandId);

/// <summary>By whose authority something was done, as it was decided then.</summary>
/// <param name="UserId">The user; 0 for the embedding program and for the venue.</param>
/// <param name="UserName">His name; <c>host</c> and <c>venue</c> for those.</param>
/// <param name="PermissionVersion">The version of his permissions that the decision rested on.</param>
/// <param name="SessionId">The public id of his session; not its token. Null where the embedding program has said who it is.</param>
public sealed record RecordedAuthority(UserId UserId, string UserName, long PermissionVersion, string? SessionId);
