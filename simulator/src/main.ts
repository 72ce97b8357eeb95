import { parseArgs } from 'node:util';
import { wholeNumber } from './flags.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';

const usage = `Simulates the devices of an inventory.

  node simulator/src/main.ts --inventory DIR|FILE [--inventory ...] --credentials FILE --control-port N --data-dir DIR

  --battery-seconds N   how long each UPS lasts without mains (900)
`;

function parseFlags(): SimulatorOptions {
  const { values } = parseArgs({
    options: {
      inventory: { type: 'string', multiple: true },
      credentials: { type: 'string' },
      'control-port': { type: 'string' },
      'data-dir': { type: 'string' },
      'battery-seconds': { type: 'string', default: '900' },
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
    batterySeconds: wholeNumber('--battery-seconds', values['battery-seconds']),
  };
}

async function main(): Promise<void> {
  const simulator = await startSimulator(parseFlags());
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), msg: 'simulator ready', devices: simulator.devices, url: simulator.url })}\n`,
  );
  const stop = (): void => void simulator.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
