namespace Oms.Simulation.Stage;

/// <summary>A promise has been broken; the schedule ends here.</summary>
internal sealed class ViolationException : Exception
{
    public ViolationException()
    {
    }

    public ViolationException(string message)
        : base(message)
    {
    }

    public ViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
