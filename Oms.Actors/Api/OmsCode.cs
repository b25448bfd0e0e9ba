namespace Oms.Actors.Api;

/// <summary>The error codes of AlphaPoint's envelope. Each has one fixed text; clients match on both.</summary>
public enum OmsCode
{
    /// <summary>Received.</summary>
    Success = 0,

    /// <summary>No session, no permission, or not this account.</summary>
    NotAuthorized = 20,

    /// <summary>The request is malformed; the detail names the field.</summary>
    InvalidRequest = 100,

    /// <summary>Nothing happened; safe to repeat.</summary>
    OperationFailed = 101,

    /// <summary>A fault inside. Whether anything happened is unknown where the detail says so.</summary>
    ServerError = 102,

    /// <summary>Nothing open by that name; the detail tells a closed order's state.</summary>
    ResourceNotFound = 104,

    /// <summary>A call, an order type or an instrument's state that does not allow this here.</summary>
    OperationNotSupported = 106,
}

/// <summary>The fixed text of each code.</summary>
public static class OmsCodeText
{
    /// <summary>The message of <paramref name="code"/>, letter by letter as AlphaPoint documents it; null for <see cref="OmsCode.Success"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the codes.</exception>
    public static string? Text(this OmsCode code) => code switch
    {
        OmsCode.Success => null,
        OmsCode.NotAuthorized => "Not Authorized",
        OmsCode.InvalidRequest => "Invalid Request",
        OmsCode.OperationFailed => "Operation Failed",
        OmsCode.ServerError => "Server Error",
        OmsCode.ResourceNotFound => "Resource Not Found",
        OmsCode.OperationNotSupported => "Operation Not Supported",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a code of the envelope."),
    };
}
