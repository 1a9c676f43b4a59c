namespace CostIntel.Grains.Desks;

/// <summary>
/// Does the works of a desk in the order in which they came and answers each when what it changed is durable: what gathers
/// while a commit is on its way to the disk goes into the next one. Runs in its grain's turns only.
/// </summary>
/// <param name="begin">Starts what the works of one commit change.</param>
/// <param name="commit">Makes it durable.</param>
/// <param name="onFailure">Hears why a commit failed; nothing is taken any more.</param>
/// <typeparam name="TBatch">What the works of one commit change.</typeparam>
internal sealed class CommitPump<TBatch>(Func<TBatch> begin, Func<TBatch, Task> commit, Action<Exception> onFailure)
{
    private readonly Queue<Work> _waiting = new();
    private bool _isPumping;
    private Exception? _failure;

    /// <summary>Does a work; its answer comes when it is durable.</summary>
    public Task<TAnswer> DoAsync<TAnswer>(Func<TBatch, TAnswer> work)
    {
        if (_failure is not null)
        {
            return Task.FromException<TAnswer>(_failure);
        }

        var waiting = new Work<TAnswer>(work);
        _waiting.Enqueue(waiting);
        if (!_isPumping)
        {
            _isPumping = true;
            _ = PumpAsync();
        }

        return waiting.Done.Task;
    }

    private async Task PumpAsync()
    {
        while (_waiting.Count > 0)
        {
            var works = _waiting.ToArray();
            _waiting.Clear();
            try
            {
                var batch = begin();
                foreach (var work in works)
                {
                    work.Do(batch);
                }

                await commit(batch);
            }
            catch (Exception failure)
            {
                Fail(works, failure);
                break;
            }

            foreach (var work in works)
            {
                work.Complete();
            }
        }

        _isPumping = false;
    }

    private void Fail(Work[] works, Exception failure)
    {
        _failure = failure;
        onFailure(failure);
        foreach (var work in works.Concat(_waiting))
        {
            work.Fail(failure);
        }

        _waiting.Clear();
    }

    private abstract class Work
    {
        public abstract void Do(TBatch batch);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<TAnswer>(Func<TBatch, TAnswer> work) : Work
    {
        private TAnswer? _answer;

        public TaskCompletionSource<TAnswer> Done { get; } = new();

        public override void Do(TBatch batch) => _answer = work(batch);

        public override void Complete() => Done.SetResult(_answer!);

        public override void Fail(Exception failure) => Done.SetException(failure);
    }
}
