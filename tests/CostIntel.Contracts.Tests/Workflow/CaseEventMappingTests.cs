using System.Text.Json;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Tests.Workflow;
using CostIntel.Domain.Workflow;
using Google.Protobuf;

namespace CostIntel.Contracts.Tests.Workflow;

public sealed class CaseEventMappingTests
{
    private static readonly CaseEventKind[] Kinds =
        [.. Enum.GetValues<CaseEventKind>().Where(kind => kind != CaseEventKind.None)];

    [Fact]
    public void Each_kind_of_event_has_a_sample() =>
        Assert.Equal(Kinds, CaseEventSamples.All.Select(happened => happened.Kind).Distinct().Order());

    // Without this, a property that is added to an event and forgotten when it is stored would be found by nobody.
    [Fact]
    public void Each_property_of_each_event_is_something_in_some_sample()
    {
        var properties = CaseEventSamples.All.SelectMany(happened => Properties(
            happened.GetType().Name, JsonSerializer.SerializeToElement(happened, happened.GetType()))).ToLookup(
                property => property.Name, property => property.IsSomething);

        Assert.Empty(properties.Where(property => !property.Any(isSomething => isSomething)).Select(property => property.Key));
    }

    [Fact]
    public void Each_event_is_read_as_it_was_written() => Assert.All(
        CaseEventSamples.All, happened => Assert.Equal(Text(happened), Text(CaseEventMapping.ToDomain(happened.ToStored()))));

    [Fact]
    public void A_field_is_numbered_and_named_as_its_kind()
    {
        var fields = StoredCaseEvent.Descriptor.Oneofs.Single().Fields;

        Assert.Equal(
            Kinds.Select(kind => (100 + (int)kind, kind.ToString())),
            fields.OrderBy(field => field.FieldNumber).Select(field => (field.FieldNumber, field.PropertyName)));
    }

    [Fact]
    public void Cases_that_went_anywhere_are_the_same_after_they_were_stored()
    {
        var random = new Random(20261121);
        for (var walks = 0; walks < 1_000; walks++)
        {
            var walk = new CaseWalk();
            for (var step = 0; step < 60; step++)
            {
                walk.Step(random.Next());
            }

            var stored = walk.Events.Select(happened => happened.ToStored()).ToArray();
            var replayed = CaseMachine.Replay(CaseRun.Id, stored.Select(CaseEventMapping.ToDomain));

            Assert.Equal(JsonSerializer.Serialize(walk.Case), JsonSerializer.Serialize(replayed));
        }
    }

    [Fact]
    public void An_event_of_a_later_version_is_refused_by_case_and_number()
    {
        // Field 145, with nothing in it, is nothing that is known today.
        byte[] later = [.. new StoredCaseEvent { CaseId = "rec-9", Number = 7 }.ToByteArray(), 0x8A, 0x09, 0x00];

        var refused = Assert.Throws<InvalidDataException>(() => CaseEventMapping.ToDomain(later));

        Assert.Contains("Event 7 of case 'rec-9'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_event_at_all_is_refused() =>
        Assert.Throws<InvalidDataException>(() => CaseEventMapping.ToDomain([0x0A, 0x7F]));

    private static IEnumerable<(string Name, bool IsSomething)> Properties(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Properties($"{name}.{property.Name}", property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Properties(name, item))
            .Append((name, value.GetArrayLength() > 0)),
        _ => [(name, value.GetRawText() is not ("0" or "false" or "null" or "\"\""))],
    };

    private static string Text(CaseEvent happened) =>
        happened.GetType().Name + JsonSerializer.Serialize(happened, happened.GetType());
}
