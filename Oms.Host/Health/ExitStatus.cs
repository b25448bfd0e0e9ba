namespace Oms.Host.Health;

/// <summary>What the process will say when it ends: 0, or 1 after a fault of the engine.</summary>
internal sealed class ExitStatus
{
    public int Code { get; private set; }

    public void Faulted() => Code = 1;
}
