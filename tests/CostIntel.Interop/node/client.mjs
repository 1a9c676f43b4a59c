// Plays one scenario against a server: node client.mjs SCENARIO host:port
// What happens on the way is said as {"event": ...}, the end as {"result": ...}.
import http2 from 'node:http2';
import grpc from '@grpc/grpc-js';
import { AlphaReflection, Health, Interop, Reflection, say } from './contracts.mjs';

const [scenario, address] = process.argv.slice(2);
const credentials = grpc.credentials.createInsecure();
const connect = (Service, options = {}) => new Service(address, credentials, options);
const client = connect(Interop, { 'grpc.max_receive_message_length': -1 });

const ending = (error) => ({
  code: error.code,
  message: error.details,
  trailers: error.metadata ? printable(error.metadata) : {},
});

const printable = (metadata) => Object.fromEntries(Object.entries(metadata.getMap()).map(
  ([key, value]) => [key, Buffer.isBuffer(value) ? value.toString('hex') : value]));

// One response, or how the call failed.
const unary = (order, { metadata = new grpc.Metadata(), options = {}, from = client } = {}) =>
  new Promise((resolve) => {
    const seen = {};
    const call = from.unary(order, metadata, options, (error, reply) => {
      Object.assign(seen, error ? ending(error) : { code: 0, reply: summary(reply) });
    });
    call.on('metadata', (headers) => { seen.headers = printable(headers); });
    call.on('status', (status) => resolve({ ...seen, trailers: printable(status.metadata) }));
  });

const summary = (reply) => ({ ...reply, payload: reply.payload.length });

// Every response of a stream and how it ended. The status is told while messages may still wait to be read.
const drain = async (call, onMessage = () => {}) => {
  const messages = [];
  const on = (event) => new Promise((resolve) => call.once(event, resolve));
  const [ended, told] = [on('end'), on('status')];
  call.on('error', () => {});
  call.on('data', (message) => { messages.push(message); onMessage(message, messages.length); });
  await ended;
  return { messages, ...ending(await told) };
};

const collect = (orders) => new Promise((resolve) => {
  const call = client.collect((error, reply) => resolve(error ? ending(error) : { code: 0, reply: summary(reply) }));
  const next = () => {
    for (const order of orders) {
      if (!call.write(order)) {
        call.once('drain', next);
        return;
      }
    }
    call.end();
  };
  orders = orders[Symbol.iterator]();
  orders[Symbol.iterator] = () => ({ next: () => orders.next() });
  next();
});

const repeat = function* (order, count) {
  for (let number = 0; number < count; number++) {
    yield order;
  }
};

const reflect = (Service, requests) => {
  const call = connect(Service).serverReflectionInfo();
  requests.forEach((request) => call.write(request));
  call.end();
  return drain(call);
};

// Sends bytes that no gRPC library would, and reads the status.
const raw = (path, bytes, end = true) => new Promise((resolve, reject) => {
  const session = http2.connect(`http://${address}`);
  session.on('error', reject);
  const stream = session.request({
    ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers',
  });
  const seen = {};
  const note = (headers) => {
    if (headers['grpc-status'] !== undefined) {
      seen.status = headers['grpc-status'];
      seen.message = decodeURIComponent(headers['grpc-message'] ?? '');
    }
  };
  stream.on('response', note);
  stream.on('trailers', note);
  stream.on('close', () => { session.close(); resolve(seen); });
  stream.on('error', () => {});
  stream.resume();
  stream.write(bytes);
  if (end) {
    stream.end();
  }
});

const scenarios = {
  unary: () => unary({ text: 'hello', reply_bytes: 1000, payload: Buffer.alloc(10) }),

  client_stream: () => collect(repeat({ text: 'last', payload: Buffer.alloc(100) }, 1000)),

  server_stream: async () => {
    const { messages, code } = await drain(client.expand({ count: 1000 }));
    return { code, count: messages.length, inOrder: messages.every((message, index) => message.count === index + 1) };
  },

  duplex: async () => {
    const call = client.chat();
    const done = drain(call, (message, count) => (count < 50 ? call.write({ text: `${count}` }) : call.end()));
    call.write({ text: '0' });
    const { messages, code } = await done;
    return { code, texts: messages.map((message) => message.text) };
  },

  refusal: () => unary({ fail_code: 5, fail_message: 'nicht gefunden: 100 % Größe\nzweite Zeile' }),

  refusal_after_messages: async () => {
    // The reply to the refused message itself may be lost: grpc-js drops what it has not read when an error comes.
    const call = client.chat();
    const done = drain(call, (_, count) => (
      count === 1 ? call.write({ fail_code: 9, fail_message: 'enough' }) : undefined));
    call.write({ text: 'first' });
    const { messages, code, message, trailers } = await done;
    return { first: messages[0].text, code, message, trailers };
  },

  deadline: async () => {
    // The connection is there before the clock runs, so that the handler is reached in time.
    await unary({});
    return unary({ text: 'late', hang: true }, { options: { deadline: Date.now() + 1000 } });
  },

  cancel: async () => {
    const call = client.expand({ text: 'tail', count: 2, hang: true });
    return drain(call, (_, count) => (count === 2 ? call.cancel() : undefined));
  },

  too_large: () => unary({ payload: Buffer.alloc(5_000_000) }),

  unknown_method: () => new Promise((resolve) => {
    const identity = (value) => value;
    client.makeUnaryRequest(
      '/costintel.interop.Interop/Nothing', identity, identity, Buffer.alloc(0), (error) => resolve(ending(error)));
  }),

  gzip: async () => {
    const packed = connect(Interop, { 'grpc.default_compression_algorithm': 2 });
    return unary({ text: 'packed', payload: Buffer.alloc(100_000), reply_bytes: 100_000 }, { from: packed });
  },

  metadata: () => {
    const metadata = new grpc.Metadata();
    metadata.add('x-echo', 'text');
    metadata.add('x-echo-bin', Buffer.from([0, 1, 254, 255]));
    return unary({}, { metadata });
  },

  health: () => new Promise((resolve) => {
    connect(Health).check({ service: '' }, (error, response) => resolve(error ? ending(error) : response));
  }),

  health_watch: () => new Promise((resolve) => {
    const call = connect(Health).watch({ service: '' });
    call.on('error', () => {});
    call.on('data', (response) => { call.cancel(); resolve(response); });
  }),

  reflection: async () => {
    const requests = [
      { list_services: '' },
      { file_containing_symbol: 'costintel.interop.Interop' },
      { file_containing_symbol: 'no.such.Symbol' },
    ];
    const answers = [];
    for (const Service of [Reflection, AlphaReflection]) {
      const { messages: [list, file, missing], code } = await reflect(Service, requests);
      answers.push({
        code,
        services: list.list_services_response.service.map((service) => service.name),
        files: file.file_descriptor_response.file_descriptor_proto.length,
        missing: missing.error_response.error_code,
      });
    }
    return answers;
  },

  broken_frame: async () => {
    const path = '/costintel.interop.Interop/Collect';
    return {
      truncated: await raw(path, Buffer.from([0, 0, 0, 0, 9, 1, 2])),
      badFlag: await raw(path, Buffer.from([9, 0, 0, 0, 0]), false),
      garbage: await raw(path, Buffer.from([0, 0, 0, 0, 3, 255, 255, 255])),
      huge: await raw(path, Buffer.from([0, 255, 255, 255, 255]), false),
      after: await unary({ text: 'still here' }),
    };
  },

  parallel: async () => {
    const open = Array.from({ length: 300 }, (_, number) => client.expand({ text: `${number}`, count: 20 }));
    const streams = await Promise.all(open.map((call) => drain(call)));
    return {
      complete: streams.filter(({ messages, code }) => code === 0 && messages.length === 20).length,
      apart: streams.every(({ messages }, number) => messages.every((message) => message.text === `${number}`)),
    };
  },

  large_client_stream: () => collect(repeat({ payload: Buffer.alloc(1_000_000) }, 40)),

  large_message: () => unary({ payload: Buffer.alloc(4_000_000), reply_bytes: 4_000_000 }),

  slow_reader: async () => {
    const call = client.expand({ count: 300, reply_bytes: 20_000 });
    call.pause();
    say({ event: 'paused' });
    await new Promise((resolve) => process.stdin.once('data', resolve));
    const done = drain(call);
    call.resume();
    const { messages, code } = await done;
    return { code, count: messages.length };
  },
};

say({ result: await scenarios[scenario]() });
process.exit(0);
