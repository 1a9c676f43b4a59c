using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that takes reminders. A tick is an ordinary call: it activates and waits for its turn.</summary>
public interface IRemindable : IGrain
{
    /// <summary>Called when a reminder is due.</summary>
    /// <param name="reminderName">The name it was registered under.</param>
    /// <param name="status">When it first fell due, its period, and now; all UTC.</param>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
