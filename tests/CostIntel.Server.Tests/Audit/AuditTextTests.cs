using CostIntel.Contracts.V1;
using CostIntel.Server.Audit;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Server.Tests.Audit;

public sealed class AuditTextTests
{
    [Fact]
    public void The_text_of_a_key_is_left_out_and_the_rest_is_shown()
    {
        var text = AuditText.Of(new CreateKeyResponse { Text = "ci_default_id_hidden", Key = new Key { KeyId = "id", Name = "ci" } });

        Assert.Equal("""{"key":{"key_id":"id","name":"ci"},"text":"(left out)"}""", text);
    }

    [Fact]
    public void Of_the_address_of_a_channel_the_host_alone_is_shown()
    {
        var channel = new PutChannelRequest { Url = "https://user:hidden@hooks.example.com/services/hidden?key=hidden", Secret = "hidden" };

        var text = AuditText.Of(channel);

        Assert.Contains("\"url\":\"https://hooks.example.com/...\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_long_and_computed_is_left_out()
    {
        var recommendation = new Recommendation { RecommendationId = "r-1", Reason = "idle" };
        recommendation.Evidence.Add(new EvidenceItem());

        Assert.Equal("""{"recommendation_id":"r-1","reason":"idle"}""", AuditText.Of(recommendation));
        Assert.Single(recommendation.Evidence);
    }

    [Fact]
    public void Of_a_change_neither_its_history_nor_what_undoes_it_is_shown()
    {
        var change = new ChangeStatus { ChangeId = "chg-1", History = { new ChangeHistoryEntry() } };
        change.Steps.Add(new ChangeStepStatus { Progress = ChangeStepProgress.Done, Undo = "hidden" });

        Assert.Equal("""{"change_id":"chg-1","steps":[{"progress":"CHANGE_STEP_PROGRESS_DONE"}]}""", AuditText.Of(change));
        Assert.Equal("hidden", change.Steps[0].Undo);
    }

    [Theory]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(100, -5)]
    [InlineData(-1, 0)]
    public void A_duration_that_is_none_is_shown_as_it_came(long seconds, int nanos)
    {
        var text = AuditText.Of(new CreateKeyRequest { Name = "ann", Lifetime = new Duration { Seconds = seconds, Nanos = nanos } });

        Assert.Contains("\"name\":\"ann\"", text, StringComparison.Ordinal);
        Assert.Contains($"{seconds}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_subject_is_the_first_id_also_inside_a_message_and_never_the_id_of_the_request()
    {
        Assert.Equal("slo-1", AuditText.SubjectOf(new PutSloRequest { Slo = new Slo { SloId = "slo-1" } }));
        Assert.Equal("k-1", AuditText.SubjectOf(new RevokeKeyRequest { KeyId = "k-1" }));
        Assert.Equal("", AuditText.SubjectOf(new CreateKeyRequest { Name = "ann", RequestId = "q-1" }));
        Assert.Equal("", AuditText.SubjectOf(null));
        Assert.Equal("imp-1", AuditText.SubjectOf(new ImportStatementRequest { Open = new ImportOpen { ImportId = "imp-1" } }));
    }

    [Fact]
    public void Every_request_and_answer_of_a_command_can_be_shown_and_tells_no_secret()
    {
        var messages = typeof(IngestService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<ServiceDescriptor>()
            .SelectMany(service => service.Methods)
            .Where(method => AuditTable.IsCommand($"/{method.Service.FullName}/{method.Name}"))
            .SelectMany(method => (MessageDescriptor[])[method.InputType, method.OutputType])
            .Distinct()
            .Select(type => (IMessage)Activator.CreateInstance(type.ClrType)!)
            .ToList();

        Assert.All(messages, message =>
        {
            foreach (var field in message.Descriptor.Fields.InDeclarationOrder()
                .Where(field => field is { FieldType: FieldType.String, IsRepeated: false, IsMap: false }))
            {
                field.Accessor.SetValue(message, "hidden");
            }

            var text = AuditText.Of(message);
            Assert.DoesNotMatch("\"[a-z_]*(secret|password|private_key)[a-z_]*\":\"hidden\"", text);
        });
    }
}
