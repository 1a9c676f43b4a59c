using System.ComponentModel;

namespace Orleans.Runtime;

/// <summary>Something to do on a mailbox's turn. The link is part of the item, so queueing allocates nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MailboxItem
{
    internal MailboxItem? Next;

    internal abstract void Run(Mailbox mailbox);
}

/// <summary>A continuation that came back to its activation.</summary>
internal sealed class PostedCallback(SendOrPostCallback callback, object? state) : MailboxItem, IThreadPoolWorkItem
{
    public void Execute() => callback(state);

    internal override void Run(Mailbox mailbox) => callback(state);
}
