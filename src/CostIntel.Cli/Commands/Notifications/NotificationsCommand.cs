using System.CommandLine;

namespace CostIntel.Cli.Commands.Notifications;

/// <summary><c>costintel notifications</c>: who is told what, and how far that has come.</summary>
internal static class NotificationsCommand
{
    /// <summary>The channel that most commands are about.</summary>
    public static Argument<string> ChannelArgument() =>
        new("CHANNEL") { Description = "Names the channel: letters, digits, '.', '_', ':' or '-'." };

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var deliveries = new DeliveriesCommand(connection, output, error);
        return new Command("notifications", "Tells other systems and people what happens.")
        {
            new ChannelsCommand(connection, output, error).Create(),
            new SubscriptionsCommand(connection, output, error).Create(),
            new ReportCommand(connection, output, error).Create(),
            deliveries.CreateList(),
            deliveries.CreateTest(),
            deliveries.CreateRedeliver(),
        };
    }
}
