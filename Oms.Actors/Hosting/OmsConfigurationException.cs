namespace Oms.Actors.Hosting;

/// <summary>The engine does not start with these settings, or on this data directory. The message says which, what was found and what is required.</summary>
public sealed class OmsConfigurationException : Exception
{
    /// <summary>Without a message.</summary>
    public OmsConfigurationException()
    {
    }

    /// <summary>With a message for the operator.</summary>
    /// <param name="message">What was found and what is required.</param>
    public OmsConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the operator and its cause.</summary>
    /// <param name="message">What was found and what is required.</param>
    /// <param name="innerException">The error behind it.</param>
    public OmsConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
