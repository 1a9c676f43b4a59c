using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>An object that is no grain and can be called; its calls run one after another like a grain's.</summary>
internal sealed partial class ObserverTarget(Silo silo, long number, IGrainObserver observer) : CallTarget(silo)
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);

    public override GrainId Id { get; } =
        GrainId.Create("observer", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override object Instance => _observer.TryGetTarget(out var observer)
        ? observer
        : throw new ClientNotAvailableException($"{Id} was not kept alive by whoever made the reference to it.");

    protected override bool IsReentrant => false;

    protected override bool IsOpen => true;

    /// <summary>Serves what was sent before and refuses what comes after.</summary>
    public void Delete() => TryPush(new DeleteItem());

    protected override void OnItemFailed(Exception failure) => LogFailed(Silo.Log, failure, Id);

    private void RefuseTheRest()
    {
        for (var item = Close(); item is not null; item = item.Next)
        {
            (item as GrainRequest)?.Fail(new ClientNotAvailableException($"{Id} was deleted."));
        }
    }

    [LoggerMessage(6003, LogLevel.Error, "Something on a turn of {GrainId} failed and nobody awaited it")]
    private static partial void LogFailed(ILogger logger, Exception failure, GrainId grainId);

    private sealed class DeleteItem : MailboxItem
    {
        internal override void Run(Mailbox mailbox) => ((ObserverTarget)mailbox).RefuseTheRest();
    }
}
