using System.Text;
using System.Text.Json;

namespace Oms.Faults.Clients;

/// <summary>AlphaPoint's HTTP protocol.</summary>
internal sealed class HttpWire : IWire
{
    private readonly HttpClient _http;

    private HttpWire(HttpClient http) => _http = http;

    /// <summary>With the session of this token, or with none.</summary>
    public static HttpWire To(Uri node, string? token, TimeSpan patience)
    {
        var http = new HttpClient { BaseAddress = node, Timeout = patience };
        if (token is not null)
            http.DefaultRequestHeaders.Add("APToken", token);
        return new HttpWire(http);
    }

    public async Task<JsonElement> Call(string call, string payload)
    {
        try
        {
            using var content = new StringContent(payload, Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri($"/AP/{call}", UriKind.Relative), content);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new WireLostException($"HTTP {(int)answer.StatusCode}");
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            throw new WireLostException(lost.Message, lost);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
