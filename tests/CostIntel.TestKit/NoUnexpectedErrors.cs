using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CostIntel.TestKit;

/// <summary>Remembers every error-level log line that the test did not announce; the test ends by asserting none.</summary>
public sealed class NoUnexpectedErrors : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentDictionary<string, byte> _expected = new(StringComparer.Ordinal);

    /// <summary>Announces errors whose text or exception contains <paramref name="fragment"/>.</summary>
    public void Expect(string fragment) => _expected[fragment] = 1;

    public ILogger CreateLogger(string categoryName) => new Sink(this, categoryName);

    public void AssertNone()
    {
        if (!_errors.IsEmpty)
        {
            throw new InvalidOperationException("Unexpected errors were logged:\n" + string.Join('\n', _errors));
        }
    }

    public void Dispose()
    {
        // Nothing here: a logger factory swallows what its providers throw on dispose.
    }

    private void Record(string line)
    {
        if (!_expected.Keys.Any(fragment => line.Contains(fragment, StringComparison.Ordinal)))
        {
            _errors.Enqueue(line);
        }
    }

    private sealed class Sink(NoUnexpectedErrors owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Record($"{category} {eventId.Id}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
