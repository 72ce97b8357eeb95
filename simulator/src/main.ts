import { parseArgs } from 'node:util';
import { ratio, wholeNumber } from './flags.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';

const usage = `Simulates the devices of an inventory.

  node simulator/src/main.ts --inventory DIR|FILE [--inventory ...] --credentials FILE --control-port N --data-dir DIR

  --battery-seconds N   how long each UPS lasts without mains (900)
  --trap-receiver ADDR  127.x.y.z:port to which the agents send notifications (none)
  --trap-kind KIND      trap, sent once, or inform, sent until it is answered (trap)
  --trap-loss RATIO     share of the notifications that get lost, 0 to 1 (0)
`;

/** One line of the log. */
const log = (msg: string, more: object): string =>
  `${JSON.stringify({ time: new Date().toISOString(), msg, ...more })}\n`;

function parseFlags(): SimulatorOptions {
  const { values } = parseArgs({
    options: {
      inventory: { type: 'string', multiple: true },
      credentials: { type: 'string' },
      'control-port': { type: 'string' },
      'data-dir': { type: 'string' },
      'battery-seconds': { type: 'string', default: '900' },
      'trap-receiver': { type: 'string' },
      'trap-kind': { type: 'string', default: 'trap' },
      'trap-loss': { type: 'string', default: '0' },
    },
  });
  const { inventory, credentials, 'control-port': controlPort, 'data-dir': dataDir } = values;
  if (!inventory || credentials === undefined || controlPort === undefined || dataDir === undefined)
    throw new Error(usage);
  return {
    inventory,
    credentials,
    controlPort: wholeNumber('--control-port', controlPort),
    dataDir,
    report: (error) => void process.stderr.write(log(error instanceof Error ? error.message : String(error), {})),
    batterySeconds: wholeNumber('--battery-seconds', values['battery-seconds']),
    notifying: notifying(values['trap-receiver'], values['trap-kind'], values['trap-loss']),
  };
}

function notifying(receiver: string | undefined, kind: string, loss: string): SimulatorOptions['notifying'] {
  if (kind !== 'trap' && kind !== 'inform') throw new Error(`--trap-kind: expected trap or inform, got "${kind}"`);
  return receiver === undefined ? undefined : { receiver, kind, lossRatio: ratio('--trap-loss', loss) };
}

async function main(): Promise<void> {
  const simulator = await startSimulator(parseFlags());
  process.stdout.write(log('simulator ready', { devices: simulator.devices, url: simulator.url }));
  const stop = (): void => void simulator.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
