using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Audit;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using Grpc.Core;
using AuditMark = CostIntel.Contracts.V1.AuditMark;
using Entry = CostIntel.Domain.Audit.AuditEntry;
using Fault = CostIntel.Contracts.V1.AuditFault;
using Mark = CostIntel.Domain.Audit.AuditMark;

namespace CostIntel.Server.Audit;

/// <summary>Lists, verifies and exports the audit log of the caller's tenant.</summary>
internal sealed class AuditEndpoint(AuditReader reader) : AuditService.AuditServiceBase
{
    private const int MarksMax = 1_000;
    private const int ReadsPerListMax = 40;

    // What people and tools see of an entry is a few kilobytes: a message stays far below what clients take.
    private const int LinesPerMessage = 25;

    public override async Task<ListAuditResponse> List(ListAuditRequest request, ServerCallContext context)
    {
        var page = new AuditPage(new AuditSieve(request));
        for (var read = 0; read < ReadsPerListMax && !page.IsFull; read++)
        {
            var links = await reader.ReadBackAsync(TenantOf(context), page.Before, context.CancellationToken);
            foreach (var link in links.TakeWhile(_ => !page.IsFull))
            {
                page.Add(link, EntryOf(link));
            }

            if (links.Count == 0 || page.Before == 1)
            {
                return page.Response;
            }
        }

        page.Response.NextPageToken = page.Before.ToString(CultureInfo.InvariantCulture);
        return page.Response;
    }

    public override async Task Verify(
        VerifyAuditRequest request, IServerStreamWriter<VerifyAuditResponse> responseStream, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        Require.That(request.Marks.Count <= MarksMax, $"marks has {request.Marks.Count} marks; at most {MarksMax} are allowed.");
        var total = 0L;
        var (head, fault) = await reader.VerifyAsync(
            TenantOf(context),
            [.. request.Marks.Select(ToMark)],
            (verified, all) =>
            {
                total = all;
                return responseStream.WriteAsync(new VerifyAuditResponse { Verified = verified, Total = all }, cancellation);
            },
            cancellation);
        var verdict = new AuditVerdict { Head = Message(head) };
        if (fault is not null)
        {
            verdict.Fault = new Fault
            {
                Kind = (Contracts.V1.AuditFaultKind)fault.Kind, Sequence = fault.Sequence, Text = fault.Text,
            };
        }

        await responseStream.WriteAsync(
            new VerifyAuditResponse { Verified = head.Sequence, Total = Math.Max(total, head.Sequence), Verdict = verdict },
            cancellation);
    }

    public override async Task Export(
        ExportAuditRequest request, IServerStreamWriter<ExportAuditResponse> responseStream, ServerCallContext context)
    {
        var (tenant, cancellation) = (TenantOf(context), context.CancellationToken);
        Require.That(request.AfterSequence >= 0, $"after_sequence is {request.AfterSequence}; it must not be negative.");
        var head = await reader.HeadAsync(tenant, cancellation);
        var start = await reader.MarkAsync(tenant, request.AfterSequence, cancellation)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no entry {request.AfterSequence}."));
        await WriteAsync([AuditLines.First(tenant, start)]);
        await foreach (var page in reader.ReadAsync(tenant, start.Sequence, head.Sequence, cancellation))
        {
            foreach (var links in page.Chunk(LinesPerMessage))
            {
                await WriteAsync(links.Select(LineOf));
            }
        }

        await WriteAsync([AuditLines.Last(head)]);

        Task WriteAsync(IEnumerable<string> lines)
        {
            var message = new ExportAuditResponse();
            message.Lines.AddRange(lines);
            return responseStream.WriteAsync(message, cancellation);
        }
    }

    public override async Task<AuditMark> Head(AuditHeadRequest request, ServerCallContext context) =>
        Message(await reader.HeadAsync(TenantOf(context), context.CancellationToken));

    private static string TenantOf(ServerCallContext context) => context.Principal().Tenant.ToString();

    private static AuditMark Message(Mark mark) => new() { Sequence = mark.Sequence, Hash = mark.Hash };

    private static Mark ToMark(AuditMark mark) => Mark.TryParse($"{mark.Sequence}:{mark.Hash}", out var read)
        ? read
        : throw Require.Invalid($"marks has {mark.Sequence}:{mark.Hash}; expected a sequence and 64 digits of hex.");

    private static Entry EntryOf(AuditLink link) => Read(link, static kept => Entry.Parse(kept.Payload));

    private static string LineOf(AuditLink link) => Read(link, AuditLines.Of);

    private static T Read<T>(AuditLink link, Func<AuditLink, T> read)
    {
        try
        {
            return read(link);
        }
        catch (InvalidDataException)
        {
            throw new RpcException(new Status(
                StatusCode.DataLoss, $"Entry {link.Sequence} of the audit log cannot be read; verify the log."));
        }
    }
}
