using System.Net;
using System.Net.Sockets;

namespace CostIntel.Cluster;

/// <summary>Spreads connections over the silos that take one, in turn; a broken silo breaks its connections.</summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<IReadOnlyList<IPEndPoint>> _silos;
    private readonly Task _accepting;
    private int _next;

    public LoadBalancer(Func<IReadOnlyList<IPEndPoint>> silos)
    {
        _silos = silos;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        using (var silo = await ConnectAsync())
        {
            if (silo is not null)
            {
                await Task.WhenAny(PumpAsync(client, silo), PumpAsync(silo, client));
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        var silos = _silos();
        for (var attempt = 0; attempt < silos.Count; attempt++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(silos[Interlocked.Increment(ref _next) % silos.Count], _stop.Token);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // Either side has gone; the other one hears of it when its socket is closed.
        }
    }
}
