using CostIntel.Domain.Audit;
using CostIntel.Server.Access;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CostIntel.Server.Audit;

/// <summary>
/// Leaves an entry before each command and another one behind it: nothing happens without an entry, whenever the process
/// ends. Stands inside the access check, so that the caller is known.
/// </summary>
internal sealed class AuditCommands(AuditTrail trail, AuditBefore before) : Interceptor
{
    private const string RequestIdHeader = "x-request-id";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!AuditTable.IsCommand(context.Method))
        {
            return await continuation(request, context);
        }

        var message = request as IMessage;
        var (asked, sequence) = await AskAsync(message, await before.FindAsync(message, context), context);
        try
        {
            var response = await continuation(request, context);
            await AnswerAsync(asked, sequence, null, response as IMessage, context);
            return response;
        }
        catch (Exception failure)
        {
            await AnswerAsync(asked, sequence, failure, null, context);
            throw;
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!AuditTable.IsCommand(context.Method))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }

        (AuditNote Note, long Sequence)? asked = null;
        var requests = new FirstRequest<TRequest>(
            requestStream,
            async first => asked = await AskAsync(first as IMessage, await before.FindAsync(first as IMessage, context), context));
        var responses = new LastResponse<TResponse>(responseStream);
        try
        {
            await continuation(requests, responses, context);
            await AnswerAsync(asked, null, responses.Last as IMessage, context);
        }
        catch (Exception failure)
        {
            await AnswerAsync(asked, failure, null, context);
            throw;
        }
    }

    private async Task<(AuditNote Note, long Sequence)> AskAsync(IMessage? request, string was, ServerCallContext context)
    {
        var requestId = AuditText.Field(request, "request_id");
        var note = new AuditNote(
            context.Principal().Name,
            context.Method[(context.Method.LastIndexOf('.') + 1)..],
            AuditOutcome.Asked,
            AuditText.SubjectOf(request),
            AuditText.Field(request, "comment"),
            requestId.Length > 0 ? requestId : context.RequestHeaders.GetValue(RequestIdHeader) ?? "",
            0,
            was,
            AuditText.Of(request)).Bounded();
        return (note, await trail.AppendAsync(context.Principal().Tenant, note));
    }

    private Task AnswerAsync(
        (AuditNote Note, long Sequence)? asked, Exception? failure, IMessage? response, ServerCallContext context) =>
        asked is { } entry ? AnswerAsync(entry.Note, entry.Sequence, failure, response, context) : Task.CompletedTask;

    private Task AnswerAsync(
        AuditNote asked, long sequence, Exception? failure, IMessage? response, ServerCallContext context)
    {
        var done = asked.Subject.Length > 0 ? asked : asked with { Subject = AuditText.SubjectOf(response) };
        return trail.AnswerAsync(context.Principal().Tenant, done, sequence, failure, AuditText.Of(response));
    }
}
