namespace CostIntel.Conformance.State;

[GenerateSerializer]
[Alias("CostIntel.Conformance.State.Book")]
public sealed class Book
{
    [Id(0)]
    public string Title { get; set; } = "untitled";

    [Id(1)]
    public List<int> Pages { get; set; } = [];
}

public interface IStateGrain : IGrainWithStringKey
{
    /// <summary>What the state said when the grain was activated.</summary>
    Task<string> TitleAtActivation();

    Task<string> Title();

    Task<bool> Exists();

    Task<string?> Etag();

    /// <summary>Changes the state in memory only.</summary>
    Task Draft(string title, params int[] pages);

    Task Write();

    Task Read();

    Task Clear();

    /// <summary>Writes and swallows a conflict; says whether there was one.</summary>
    Task<bool> WriteAndForgive();

    Task Restart();
}

public sealed class StateGrain(
    [PersistentState("book", GrainHost.Store)] IPersistentState<Book> book,
    [PersistentState("other", GrainHost.Store)] IPersistentState<Book> other) : Grain, IStateGrain
{
    private string _atActivation = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = $"{book.State.Title} {book.State.Pages.Count}, {other.State.Title}";
        return Task.CompletedTask;
    }

    public Task<string> TitleAtActivation() => Task.FromResult(_atActivation);

    public Task<string> Title() => Task.FromResult(book.State.Title);

    public Task<bool> Exists() => Task.FromResult(book.RecordExists);

    public Task<string?> Etag() => Task.FromResult(book.Etag);

    public Task Draft(string title, params int[] pages)
    {
        (book.State.Title, book.State.Pages) = (title, [.. pages]);
        return Task.CompletedTask;
    }

    public Task Write() => book.WriteStateAsync();

    public Task Read() => book.ReadStateAsync(CancellationToken.None);

    public Task Clear() => book.ClearStateAsync();

    public async Task<bool> WriteAndForgive()
    {
        try
        {
            await book.WriteStateAsync(CancellationToken.None);
            return false;
        }
        catch (Orleans.Storage.InconsistentStateException)
        {
            return true;
        }
    }

    public Task Restart()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
