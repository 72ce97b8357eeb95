import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { ModbusTCPServer } from 'jsmodbus';

/** One number of a meter: address on the wire, how it lies there, its value. */
export type MeterNumber = readonly [address: number, kind: 'float32' | 'int64', value: number];

interface MeterServer {
  port: number;
  stop: () => Promise<void>;
}

const octetsOfAllRegisters = 2 * 65_536;

/** The Modbus server of jsmodbus, with these numbers in one space and nothing in the other. */
export async function startMeter(space: 'input' | 'holding', numbers: readonly MeterNumber[]): Promise<MeterServer> {
  const registers = Buffer.alloc(octetsOfAllRegisters);
  for (const [address, kind, value] of numbers)
    if (kind === 'float32') registers.writeFloatBE(value, address * 2);
    else registers.writeBigInt64BE(BigInt(value), address * 2);
  return listening((server) => new ModbusTCPServer(server, { [space]: registers }));
}

/** A server that answers each request as told. */
export const startHostileMeter = (answer: (request: Buffer, socket: Socket) => void): Promise<MeterServer> =>
  listening((server) => server.on('connection', (socket) => socket.on('data', (request) => answer(request, socket))));

async function listening(prepare: (server: ReturnType<typeof createServer>) => unknown): Promise<MeterServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => socket.destroy())));
  prepare(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
