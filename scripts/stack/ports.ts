import { createSocket, type Socket } from 'node:dgram';
import { createServer, Server } from 'node:net';

/** In this order from the port base on; `snmp` and `rtsp` are of the simulated devices, each on an address of its own, `traps` is UDP. */
export const portNames = [
  'dashboard',
  'ticketing',
  'prometheus',
  'alertmanager',
  'exporter',
  'simulator',
  'messages',
  'mail',
  'snmp',
  'rtsp',
  'traps',
] as const;
export type Ports = Record<(typeof portNames)[number], number>;

/** Said to the person at the terminal as it is. */
export class PortInUse extends Error {
  readonly advice = true;
}

/** Ports in a row. @throws PortInUse that names the first one taken, and the way round it. */
export async function portsFrom(portBase: number): Promise<Ports> {
  const ports = consecutive(portBase);
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) {
      throw new PortInUse(`port ${port} (${name}) is in use: choose other ports with "npm start -- --port-base N"`);
    }
  }
  return ports;
}

/** Free ports in a row, below those that the kernel gives to outgoing connections. */
export async function freePorts(random: () => number = Math.random): Promise<Ports> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const ports = consecutive(10_000 + Math.floor(random() * 2000) * portNames.length);
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error('found not enough free ports in a row between 10000 and 32000');
}

const consecutive = (portBase: number): Ports => ({
  dashboard: portBase,
  ticketing: portBase + 1,
  prometheus: portBase + 2,
  alertmanager: portBase + 3,
  exporter: portBase + 4,
  simulator: portBase + 5,
  messages: portBase + 6,
  mail: portBase + 7,
  snmp: portBase + 8,
  rtsp: portBase + 9,
  traps: portBase + 10,
});

async function isFree(port: number): Promise<boolean> {
  return (await isFreeFor(createServer(), port)) && (await isFreeFor(createSocket('udp4'), port));
}

/** Whether a server can have a port on loopback. Both kinds are tried for all: which one a port is used for is not our affair here. */
function isFreeFor(probe: Server | Socket, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    const bound = (): void => void probe.close(() => resolve(true));
    if (probe instanceof Server) probe.listen({ port, host: '127.0.0.1', exclusive: true }, bound);
    else probe.bind({ port, address: '127.0.0.1', exclusive: true }, bound);
  });
}
