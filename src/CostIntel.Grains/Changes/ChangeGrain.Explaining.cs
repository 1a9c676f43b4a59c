using CostIntel.Grains.Changes.Control;

namespace CostIntel.Grains.Changes;

/// <content>Says why it waits.</content>
public sealed partial class ChangeGrain
{
    /// <inheritdoc/>
    public async Task<byte[]?> ExplainAsync()
    {
        // What nobody has asked for waits for that.
        var members = await Desk.GetMembersAsync(_members.Length > 0 ? _members : [_caseId]);
        if (members.Length == 0)
        {
            return null;
        }

        var record = await store.OpenAsync(_tenant, _caseId, CancellationToken.None);
        return await Control.ExplainAsync(
            new ExplainQuestion(_caseId, [.. record.Events], [.. members.Select(member => member.Stored)]));
    }
}
