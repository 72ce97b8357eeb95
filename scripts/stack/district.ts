import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { InventoryError, loadInventory } from '@roundsman/contract/inventory/load.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { Advice } from '../bootstrap/progress.mjs';
import type { Ports } from './ports.ts';
import { node, root, type StackFolder } from './stackFolder.ts';

const run = promisify(execFile);

/** What is watched: so many simulated sites, or one's own devices. */
export type DistrictOptions = { sites: number } | { inventory: readonly string[]; credentials: string };

export interface District {
  /** Files or folders. */
  inventoryFiles: string[];
  credentialsFile: string;
  inventory: Inventory;
  simulated: boolean;
}

/** Generates the inventory of a simulated district, or reads one's own. @throws Advice with all that is wrong with it. */
export async function prepareDistrict(options: DistrictOptions, folder: StackFolder, ports: Ports): Promise<District> {
  if ('inventory' in options) {
    const inventoryFiles = options.inventory.map((file) => path.resolve(file));
    const inventory = await loadInventory(inventoryFiles).catch((error: unknown) => {
      throw error instanceof InventoryError ? new Advice(error.message) : error;
    });
    return { inventoryFiles, credentialsFile: path.resolve(options.credentials), inventory, simulated: false };
  }
  const out = folder.folder('district');
  await run(node, [
    path.join(root, 'simulator/src/generateCli.ts'),
    ...['--sites', String(options.sites), '--out', out],
    ...['--snmp-port', String(ports.snmp), '--rtsp-port', String(ports.rtsp)],
  ]);
  const inventoryFiles = [path.join(out, 'inventory')];
  const inventory = await loadInventory(inventoryFiles);
  return { inventoryFiles, credentialsFile: path.join(out, 'credentials.yaml'), inventory, simulated: true };
}
