// The interop service on a free port, until standard input ends.
import grpc from '@grpc/grpc-js';
import { Interop, say } from './contracts.mjs';

const answer = (order, count) => ({
  text: order.text,
  count,
  payload: Buffer.alloc(order.reply_bytes),
  total_bytes: order.payload.length,
});

const refusal = (order) => {
  const metadata = new grpc.Metadata();
  metadata.add('x-reason', 'asked');
  metadata.add('grpc-status-details-bin', Buffer.from([8, 5, 0, 255]));
  return { code: order.fail_code, details: order.fail_message, metadata };
};

// Sends back the headers that are to be echoed, and gives them for the trailers.
const echo = (call) => {
  const echoed = new grpc.Metadata();
  for (const key of ['x-echo', 'x-echo-bin']) {
    call.metadata.get(key).forEach((value) => echoed.add(key, value));
  }
  call.sendMetadata(echoed);
  return echoed;
};

const hang = (call, order) => {
  say({ event: `${order.text} hangs` });
  call.on('cancelled', () => say({ event: `${order.text} cancelled` }));
};

const service = {
  unary(call, done) {
    const order = call.request;
    if (order.hang) {
      hang(call, order);
    } else if (order.fail_code) {
      done(refusal(order));
    } else {
      done(null, answer(order, 1), echo(call));
    }
  },

  collect(call, done) {
    const reply = { text: '', count: 0, total_bytes: 0 };
    let refused = false;
    call.on('data', (order) => {
      reply.text = order.text;
      reply.count++;
      reply.total_bytes += order.payload.length;
      if (order.fail_code && !refused) {
        refused = true;
        done(refusal(order));
      }
    });
    call.on('end', () => (refused ? undefined : done(null, reply)));
  },

  expand(call) {
    const order = call.request;
    const echoed = echo(call);
    for (let number = 1; number <= order.count; number++) {
      call.write(answer(order, number));
    }
    if (order.hang) {
      hang(call, order);
    } else if (order.fail_code) {
      call.emit('error', refusal(order));
    } else {
      call.end(echoed);
    }
  },

  chat(call) {
    let count = 0;
    call.on('data', (order) => {
      call.write(answer(order, ++count));
      if (order.fail_code) {
        call.emit('error', refusal(order));
      }
    });
    call.on('end', () => call.end());
  },
};

const server = new grpc.Server({ 'grpc.default_compression_algorithm': process.argv.includes('gzip') ? 2 : 0 });
server.addService(Interop.service, service);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  say({ event: 'listening', address: `http://127.0.0.1:${port}` });
});
process.stdin.on('end', () => process.exit(0)).resume();
