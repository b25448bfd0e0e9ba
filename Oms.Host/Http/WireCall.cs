using Oms.Actors.Api;

namespace Oms.Host.Http;

/// <summary>One call as it came in.</summary>
/// <param name="Http">The exchange it came with.</param>
/// <param name="Caller">Whoever holds the session token shown.</param>
/// <param name="Fields">The values.</param>
/// <param name="Cancellation">The caller has gone.</param>
internal sealed record CallContext(HttpContext Http, Caller Caller, Fields Fields, CancellationToken Cancellation);

/// <summary>A call that this host knows.</summary>
/// <param name="Name">As AlphaPoint writes it.</param>
/// <param name="Answer">Answers it.</param>
internal sealed record WireCall(string Name, Func<CallContext, Task<WireAnswer>> Answer);
