using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CostIntel.Domain.Access;
using CostIntel.Grains.Access;
using CostIntel.Server.Hosting;

namespace CostIntel.Server.Access;

/// <summary>Tells who comes with a key.</summary>
/// <remarks>
/// Hashing a secret is slow on purpose, so answers are kept for half a minute, the refusals as well; under the SHA-256
/// of the key, so that no key stays in memory. A key that is unknown costs as much work as one with a wrong secret.
/// </remarks>
internal sealed class Authenticator(IGrainFactory grains, EngineOptions options, TimeProvider time) : IDisposable
{
    private const int AnswersMax = 10_000;

    private static readonly TimeSpan AnswerLife = TimeSpan.FromSeconds(30);
    private static readonly SecretHash Nobody = new(new byte[SecretHash.SaltBytes], SecretHash.CurrentIterations, new byte[32]);

    // Guessing keys costs work: it must not take the machine from those who have one.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly ConcurrentDictionary<string, (Task<Principal?> Answer, DateTimeOffset Until)> _answers =
        new(StringComparer.Ordinal);

    /// <summary>The principal; null for nobody.</summary>
    /// <param name="key">The key's text; null when there was none.</param>
    public async Task<Principal?> FindAsync(string? key)
    {
        if (key is null)
        {
            return options.AsksNoKey ? Principal.Anonymous : null;
        }

        if (!ApiKeyText.TryParse(key, out var text))
        {
            return null;
        }

        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var now = time.GetUtcNow();
        if (_answers.TryGetValue(name, out var known) && now < known.Until && !known.Answer.IsFaulted)
        {
            return await known.Answer;
        }

        Forget(now);
        var answer = Task.Run(() => VerifyAsync(text));
        _answers[name] = (answer, now + AnswerLife);
        return await answer;
    }

    public void Dispose() => _hashing.Dispose();

    private async Task<Principal?> VerifyAsync(ApiKeyText text)
    {
        var found = await grains.GetGrain<IKeyRingGrain>(text.Tenant.ToString()).FindAsync(text.KeyId);
        var record = found?.Unpack();
        var isRight = await MatchesAsync(record?.Secret ?? Nobody, text.Secret);
        return record is not null && isRight && record.WorksAt(time.GetUtcNow())
            ? new Principal(text.Tenant, record.Name, record.Roles, record.Groups, record.KeyId)
            : null;
    }

    private async Task<bool> MatchesAsync(SecretHash hash, string secret)
    {
        await _hashing.WaitAsync();
        try
        {
            return hash.Matches(secret);
        }
        finally
        {
            _hashing.Release();
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (_answers.Count < AnswersMax)
        {
            return;
        }

        foreach (var (name, answer) in _answers)
        {
            if (answer.Until <= now)
            {
                _answers.TryRemove(name, out _);
            }
        }

        if (_answers.Count >= AnswersMax)
        {
            _answers.Clear();
        }
    }
}
