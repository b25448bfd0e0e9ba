using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>Hand a call's answer to whoever waits for it.</summary>
internal sealed record CompleteCall(GatewayCall Call, object Answer) : Effect;
