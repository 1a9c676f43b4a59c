// Loads the contracts by which both scripts and our own programs speak.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const here = path.dirname(fileURLToPath(import.meta.url));
const wellKnown = path.join(here, '../../../src/Embedded/Grpc/protos');

const load = (...files) => grpc.loadPackageDefinition(loader.loadSync(files, {
  includeDirs: [path.join(here, '..'), wellKnown],
  keepCase: true,
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
}));

const contracts = load(
  'interop.proto',
  'grpc/health/v1/health.proto',
  'grpc/reflection/v1/reflection.proto',
  'grpc/reflection/v1alpha/reflection.proto',
);

export const Interop = contracts.costintel.interop.Interop;
export const Health = contracts.grpc.health.v1.Health;
export const Reflection = contracts.grpc.reflection.v1.ServerReflection;
export const AlphaReflection = contracts.grpc.reflection.v1alpha.ServerReflection;

// The tests read one JSON value a line.
export const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');
