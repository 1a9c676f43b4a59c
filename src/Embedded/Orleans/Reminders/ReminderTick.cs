using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>A tick on its way to the grain.</summary>
internal sealed class ReminderTick(string name, TickStatus status) : ActionRequest
{
    private static readonly GrainMethod Description = new(
        typeof(IRemindable), nameof(IRemindable.ReceiveReminder), GrainMethodOptions.None, default(TimeSpan?));

    public override GrainMethod Method => Description;

    public override int GetArgumentCount() => 2;

    public override object? GetArgument(int index) => index == 0 ? name : status;

    protected override ValueTask Call(object target) => new(((IRemindable)target).ReceiveReminder(name, status));
}
