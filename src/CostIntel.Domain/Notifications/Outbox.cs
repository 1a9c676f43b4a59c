namespace CostIntel.Domain.Notifications;

/// <summary>
/// The deliveries of one channel, and up to where events were taken. Plain memory: what it holds is stored as a whole, so an
/// event is either behind the cursor and in its deliveries, or neither.
/// </summary>
public sealed class Outbox
{
    /// <summary>Open deliveries after which nothing more is taken: events wait in their own store.</summary>
    public const int OpenMax = 200;

    /// <summary>Dead letters that are kept; the oldest goes first.</summary>
    public const int DeadMax = 300;

    /// <summary>Delivered ones that are kept to be looked at; the oldest goes first.</summary>
    public const int DeliveredMax = 100;

    /// <summary>Events of a digest that are listed; further ones are counted.</summary>
    public const int LinesMax = 50;

    // No source of events has a name with a slash.
    private const string ReportCursor = "report/";

    private readonly List<Delivery> _deliveries;
    private readonly Dictionary<string, long> _cursors;

    /// <summary>Starts with what was stored.</summary>
    /// <param name="cursors">Up to where each source was taken.</param>
    /// <param name="deliveries">Oldest first.</param>
    public Outbox(IEnumerable<KeyValuePair<string, long>> cursors, IEnumerable<Delivery> deliveries)
    {
        _cursors = new(cursors, StringComparer.Ordinal);
        _deliveries = [.. deliveries];
    }

    /// <summary>Up to where each source was taken.</summary>
    public IReadOnlyDictionary<string, long> Cursors => _cursors;

    /// <summary>All deliveries, oldest first.</summary>
    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    /// <summary>How many more events may be taken for one subscription.</summary>
    public int Room => OpenMax - _deliveries.Count(delivery => delivery.State == DeliveryState.Pending);

    /// <summary>When something is next to be done, UTC; null for never.</summary>
    public DateTimeOffset? NextUtc => _deliveries.Where(delivery => delivery.IsOpen).Min(delivery => (DateTimeOffset?)delivery.NextUtc);

    /// <summary>A delivery; null for none.</summary>
    public Delivery? Find(string id) => _deliveries.Find(delivery => delivery.Id == id);

    /// <summary>Takes events of a source up to a cursor; what was taken before is not taken again.</summary>
    /// <param name="source">Where they are from.</param>
    /// <param name="cursor">Sequence of the last.</param>
    /// <param name="notices">Those that could be read.</param>
    /// <param name="channel">For whom.</param>
    /// <param name="subscriptions">What they want to be told.</param>
    /// <param name="nowUtc">The time.</param>
    /// <param name="unreadable">The others: they become dead letters and hold up nothing.</param>
    public void Take(
        string source, long cursor, IEnumerable<Notice> notices, Channel channel, IReadOnlyList<Subscription> subscriptions,
        DateTimeOffset nowUtc, IReadOnlyList<UnreadableEvent>? unreadable = null)
    {
        if (_cursors.TryGetValue(source, out var before) && cursor <= before)
        {
            return;
        }

        foreach (var notice in notices)
        {
            foreach (var subscription in subscriptions.Where(subscription => subscription.Wants(notice)))
            {
                Take(notice, channel, subscription, nowUtc);
            }
        }

        foreach (var lost in subscriptions.Count > 0 ? unreadable ?? [] : [])
        {
            TakeUnreadable(lost, channel, nowUtc);
        }

        _cursors[source] = cursor;
    }

    /// <summary>Takes a report; one of a period that was taken before, or of an earlier one, is not taken again.</summary>
    /// <param name="notice">What it says.</param>
    /// <param name="subscription">Who wanted it.</param>
    /// <param name="toDay">End of its period.</param>
    /// <param name="channel">For whom.</param>
    /// <param name="nowUtc">The time.</param>
    public void TakeReport(Notice notice, Subscription subscription, int toDay, Channel channel, DateTimeOffset nowUtc)
    {
        if (ReportedToDay(subscription.Id) >= toDay)
        {
            return;
        }

        _cursors[ReportCursor + subscription.Id] = toDay;
        _deliveries.Add(new Delivery
        {
            Id = Delivery.IdOf(channel.Tenant, subscription.Id, notice.Id),
            SubscriptionId = subscription.Id,
            EventId = notice.Id,
            EventType = notice.Type,
            Letter = LetterWriter.Write(channel, notice),
            CreatedUtc = nowUtc,
            NextUtc = nowUtc,
        });
    }

    /// <summary>End of the last period of which a subscription was sent a report; null for none.</summary>
    public int? ReportedToDay(string subscriptionId) =>
        _cursors.TryGetValue(ReportCursor + subscriptionId, out var day) ? (int)day : null;

    /// <summary>Closes the digests that are over, so that they can be sent.</summary>
    public bool CloseDigests(Channel channel, DateTimeOffset nowUtc)
    {
        var over = _deliveries.Where(delivery => delivery.State == DeliveryState.Gathering && delivery.NextUtc <= nowUtc).ToList();
        foreach (var digest in over)
        {
            var letter = LetterWriter.Write(channel, LetterWriter.Digest(digest, nowUtc));
            Replace(digest with { State = DeliveryState.Pending, Letter = letter, Lines = [], FurtherLines = 0 });
        }

        return over.Count > 0;
    }

    /// <summary>What is to be sent now, the longest due first.</summary>
    public IEnumerable<Delivery> Due(DateTimeOffset nowUtc) => _deliveries
        .Where(delivery => delivery.State == DeliveryState.Pending && delivery.NextUtc <= nowUtc)
        .OrderBy(delivery => delivery.NextUtc);

    /// <summary>Notes how an attempt ended.</summary>
    /// <param name="id">Of which delivery.</param>
    /// <param name="failure">Why it failed; null when it was delivered.</param>
    /// <param name="schedule">When it is tried again.</param>
    /// <param name="nowUtc">The time.</param>
    public void Record(string id, SendFailure? failure, RetrySchedule schedule, DateTimeOffset nowUtc)
    {
        if (Find(id) is { State: DeliveryState.Pending } sent)
        {
            Replace(failure is null ? sent.Delivered(nowUtc) : sent.Failed(failure, schedule, nowUtc));
            Trim(DeliveryState.Delivered, DeliveredMax);
            Trim(DeliveryState.Dead, DeadMax);
        }
    }

    /// <summary>Sends a dead letter again; false when there is none with that id.</summary>
    public bool Redeliver(string id, DateTimeOffset nowUtc)
    {
        if (Find(id) is not { State: DeliveryState.Dead } dead)
        {
            return false;
        }

        Replace(dead.Again(nowUtc));
        return true;
    }

    private void Take(Notice notice, Channel channel, Subscription subscription, DateTimeOffset nowUtc)
    {
        if (subscription.IsGathered(notice))
        {
            Gather(notice, channel, subscription, nowUtc);
            return;
        }

        var id = Delivery.IdOf(channel.Tenant, subscription.Id, notice.Id);
        if (Find(id) is null)
        {
            _deliveries.Add(new Delivery
            {
                Id = id,
                SubscriptionId = subscription.Id,
                EventId = notice.Id,
                EventType = notice.Type,
                Letter = LetterWriter.Write(channel, notice),
                CreatedUtc = nowUtc,
                NextUtc = subscription.FirstUtc(notice, nowUtc),
            });
        }
    }

    // Whether anybody wanted it is not known, so the channel is told once, by a letter that somebody has to look at.
    private void TakeUnreadable(UnreadableEvent lost, Channel channel, DateTimeOffset nowUtc)
    {
        var notice = lost.ToNotice(nowUtc);
        _deliveries.Add(new Delivery
        {
            Id = Delivery.IdOf(channel.Tenant, "", notice.Id),
            SubscriptionId = "",
            EventId = notice.Id,
            EventType = notice.Type,
            Letter = LetterWriter.Write(channel, notice),
            State = DeliveryState.Dead,
            CreatedUtc = nowUtc,
            NextUtc = nowUtc,
            EndedUtc = nowUtc,
            LastFault = lost.Reason,
        });
        Trim(DeliveryState.Dead, DeadMax);
    }

    private void Gather(Notice notice, Channel channel, Subscription subscription, DateTimeOffset nowUtc)
    {
        var line = new DigestLine(notice.Id, notice.Type, notice.AtUtc, notice.About, notice.Summary);
        if (_deliveries.Find(other => other.State == DeliveryState.Gathering && other.SubscriptionId == subscription.Id) is { } digest)
        {
            Replace(digest.Lines.Count < LinesMax
                ? digest with { Lines = [.. digest.Lines, line] }
                : digest with { FurtherLines = digest.FurtherLines + 1 });
            return;
        }

        // Named by its first event: a clock that is put back never makes two of one name.
        var eventId = "digest-" + notice.Id;
        _deliveries.Add(new Delivery
        {
            Id = Delivery.IdOf(channel.Tenant, subscription.Id, eventId),
            SubscriptionId = subscription.Id,
            EventId = eventId,
            EventType = EventTypes.Digest,
            Letter = Letter.None,
            State = DeliveryState.Gathering,
            CreatedUtc = nowUtc,
            NextUtc = subscription.FirstUtc(notice, nowUtc),
            Lines = [line],
        });
    }

    private void Replace(Delivery delivery) =>
        _deliveries[_deliveries.FindIndex(old => old.Id == delivery.Id)] = delivery;

    private void Trim(DeliveryState state, int most)
    {
        var ended = _deliveries.Where(delivery => delivery.State == state).OrderBy(delivery => delivery.EndedUtc).ToList();
        foreach (var old in ended.Take(ended.Count - most))
        {
            _deliveries.Remove(old);
        }
    }
}
