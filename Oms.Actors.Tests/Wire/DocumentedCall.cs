namespace Oms.Actors.Tests.Wire;

/// <summary>A field as the table of calls has it: <c>ClientOrderId/ClOrderId long</c>.</summary>
internal sealed record DocumentedField(IReadOnlyList<string> Names, string Type)
{
    public string Name => Names[0];

    public static DocumentedField Of(string text) => text.Replace("**", "", StringComparison.Ordinal).Split(' ') is [var names, var type]
        ? new DocumentedField(names.Split('/'), type)
        : throw new FormatException($"'{text}' is not a field and its type.");
}

/// <summary>Fields that stand for each other; each way may take several fields together. Mostly one way of one field.</summary>
internal sealed record DocumentedChoice(bool IsRequired, IReadOnlyList<IReadOnlyList<DocumentedField>> Ways)
{
    public static DocumentedChoice Of(string text) => new(
        text.StartsWith("**", StringComparison.Ordinal),
        [.. text.Split(" or ").Select(way => (IReadOnlyList<DocumentedField>)[.. way.Split(" and ").Select(DocumentedField.Of)])]);
}

/// <summary>A row of the table of calls.</summary>
internal sealed record DocumentedCall(string Name, string Over, string WhoMay, IReadOnlyList<DocumentedChoice> Choices)
{
    private const string List = "a list of";

    /// <summary>Whether it takes a list of what another call takes; it has no fields of its own.</summary>
    public bool TakesList { get; private init; }

    public IEnumerable<DocumentedField> Fields => Choices.SelectMany(choice => choice.Ways).SelectMany(way => way);

    public IEnumerable<string> FieldNames => Fields.SelectMany(one => one.Names);

    public IEnumerable<DocumentedChoice> Required => Choices.Where(choice => choice.IsRequired);

    public bool IsOverHttp => Over is "HTTP" or "both";

    public bool IsOverWebSocket => Over is "WebSocket" or "both";

    public static DocumentedCall Of(string[] row) =>
        row[3].StartsWith(List, StringComparison.Ordinal)
            ? new(row[0], row[1], row[2], []) { TakesList = true }
            : new(row[0], row[1], row[2], row[3].Length == 0 ? [] : [.. row[3].Split(", ").Select(DocumentedChoice.Of)]);

    /// <summary>Whether somebody with a session and these permissions may, by the table.</summary>
    public bool MayBeCalledBy(IReadOnlyList<string> permissions) =>
        WhoMay is "anyone" or "any session" || WhoMay.Split(", ").Intersect(permissions).Any();

    public bool NeedsNoSession => WhoMay == "anyone";

    /// <summary>What has to be given and no more, by the first of all ways.</summary>
    public IEnumerable<DocumentedField> Least => Required.SelectMany(choice => choice.Ways[0]);

    /// <summary>The same without one choice.</summary>
    public IEnumerable<DocumentedField> LeastWithout(DocumentedChoice left) => Required.Where(choice => choice != left).SelectMany(choice => choice.Ways[0]);
}
