using CostIntel.Contracts.Documents;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Grains.Recommendations.Settings;

namespace CostIntel.Grains.Changes.Control;

/// <summary>The approval policy that holds, read anew when the settings have changed.</summary>
internal sealed class PolicyCopy(IGrainFactory grains, string tenant)
{
    private string? _yaml;
    private ApprovalPolicy _policy = ApprovalPolicy.Default;

    /// <summary>The policy.</summary>
    /// <exception cref="InvalidOperationException">It was right when it was put and can no longer be read.</exception>
    public async Task<ApprovalPolicy> GetAsync()
    {
        var settings = await grains.GetGrain<ITenantSettingsGrain>(tenant).GetAsync();
        if (settings.Approvals != _yaml)
        {
            try
            {
                _policy = ApprovalDocument.Parse(settings.Approvals);
            }
            catch (DocumentException fault)
            {
                // Without its policy nothing is decided and nothing begins; changes wait until it is put right.
                throw new InvalidOperationException($"The approval policy of tenant {tenant} can no longer be read: {fault.Message}", fault);
            }

            _yaml = settings.Approvals;
        }

        return _policy;
    }
}
