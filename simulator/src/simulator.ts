import { once } from 'node:events';
import { createServer } from 'node:http';
import { isNativeError } from 'node:util/types';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import { controlApp } from './control/app.ts';
import { loadCredentials } from './credentials.ts';
import { endpointOf } from './endpoint.ts';
import { startFleet } from './fleet.ts';
import { MannersBook } from './manners.ts';
import { plant } from './plant/plant.ts';
import { ClipLibrary } from './rtsp/clipLibrary.ts';
import type { NotifyingOptions } from './snmp/notifications/notifier.ts';

export interface SimulatorOptions {
  inventory: readonly string[];
  credentials: string;
  controlPort: number;
  dataDir: string;
  /** Told what goes wrong while the city runs. */
  report: (error: unknown) => void;
  batterySeconds: number;
  /** Where the agents send their notifications, 127.x.y.z:port, and how; none where undefined. */
  notifying?: (NotifyingOptions & { receiver: string }) | undefined;
}

/** A running simulated city. */
export interface Simulator {
  devices: number;
  /** Of the control interface. */
  url: string;
  stop: () => Promise<void>;
}

/** Bring a city up: its plant, its devices, its control interface. @throws Error saying what is wrong and what to do. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const inventory = await loadInventory(options.inventory);
  const credentials = await loadCredentials(options.credentials);
  const clips = new ClipLibrary(options.dataDir, options.report);
  const city = plant(inventory, { clock: Date.now, batterySeconds: options.batterySeconds });
  const manners = new MannersBook();
  const notifying = options.notifying && {
    ...options.notifying,
    receiver: endpointOf({ id: '--trap-receiver', address: options.notifying.receiver }),
  };
  const fleet = await startFleet(inventory, credentials, { plant: city, manners, notifying }, clips);
  const control = createServer(controlApp(city, manners, fleet.cameras));
  try {
    control.listen(options.controlPort, '127.0.0.1');
    await once(control, 'listening');
  } catch (error) {
    await fleet.stop();
    throw new Error(`--control-port ${options.controlPort}: ${isNativeError(error) ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const address = control.address();
  const port = typeof address === 'object' && address ? address.port : options.controlPort;
  return {
    devices: fleet.devices,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      control.close();
      control.closeAllConnections();
      await fleet.stop();
    },
  };
}
