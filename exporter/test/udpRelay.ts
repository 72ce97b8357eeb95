import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What becomes of an answer of the agent on its way back: the datagrams that are sent, and whether from the right address. */
export type Tamper = (answer: Buffer, count: number) => { octets: Uint8Array; stranger?: boolean }[];

/** Stands between the exporter and an agent, as a bad network or an attacker would. */
export async function startUdpRelay(agentPort: number, tamper: Tamper): Promise<{ port: number; stop: () => void }> {
  const open = async (): Promise<Socket> => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return socket;
  };
  const [front, back, stranger] = [await open(), await open(), await open()];
  let exporterPort = 0;
  let count = 0;
  front.on('message', (octets, from) => {
    exporterPort = from.port;
    back.send(octets, agentPort, '127.0.0.1');
  });
  back.on('message', (octets) => {
    for (const sent of tamper(octets, count++))
      (sent.stranger ? stranger : front).send(sent.octets, exporterPort, '127.0.0.1');
  });
  return {
    port: front.address().port,
    stop: () => {
      for (const socket of [front, back, stranger]) socket.close();
    },
  };
}
