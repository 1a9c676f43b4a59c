using CostIntel.Grains.Changes.Execution;
using CostIntel.Server.Execution;
using CostIntel.TestKit;
using Microsoft.Extensions.Logging;

namespace CostIntel.Server.Tests.Execution;

/// <summary>Executors with settings of a test, and what is asked of them.</summary>
internal sealed class TestExecutors : IDisposable
{
    private readonly ILoggerFactory _logging;
    private readonly NoUnexpectedErrors _errors = new();

    public TestExecutors(params ExecutorOptions[] options)
    {
        _logging = LoggerFactory.Create(builder => builder.AddProvider(_errors));
        var execution = new ExecutionOptions { Executors = options };
        Assert.Empty(execution.Faults());
        All = new(execution, [], TimeProvider.System, _logging.CreateLogger<ChangeExecutors>());
    }

    public ChangeExecutors All { get; }

    public static StepOrder Order(string executor = "robot", string resource = "vm-1", int attempt = 1, string undo = "") => new(
        "acme", "rec-1", 0, executor, $$"""{"resource_id":"{{resource}}","action":"stop","from":"","to":"","runs":""}""",
        "rec-1/apply/0", attempt, undo);

    public void Dispose()
    {
        All.Dispose();
        _logging.Dispose();
        _errors.AssertNone();
    }
}
