using CostIntel.Domain.Recommendations.Commitments;

namespace CostIntel.Grains.Resources;

/// <content>Tells its account what commitments can be reckoned from.</content>
public sealed partial class ResourceGrain
{
    private const string Compute = "Compute";

    /// <inheritdoc/>
    public Task<CommitmentView> GetCommitmentsAsync(CommitmentQuestion question) =>
        Task.FromResult(CommitmentView.Of(CommitmentReader.Of(
            _ledger,
            new CommitmentWindow(question.EndDay),
            (service, category) => (question.AnyCompute && category == Compute)
                || question.Services.Contains(service, StringComparer.OrdinalIgnoreCase))));
}
