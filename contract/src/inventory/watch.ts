import { createHash } from 'node:crypto';
import { InventoryError, parseInventory, readInventoryFiles } from './load.ts';
import type { Inventory } from './schema.ts';

export interface InventoryWatch {
  /** The newest version that was good. */
  readonly inventory: Inventory;
  /** False while the files hold a version that was refused. */
  readonly current: boolean;
  /** Look at the files now instead of at the next interval. */
  refresh: () => Promise<void>;
  stop: () => void;
}

export interface WatchListener {
  /** A new version is in use. */
  changed?: (inventory: Inventory) => void;
  /** A new version was refused; the old one stays in use. Told once a version. */
  refused?: (error: InventoryError) => void;
}

/**
 * Load an inventory and keep it up to date without a restart. Files are read anew every `intervalMs` and compared by content:
 * that also sees folders swapped by a symbolic link, which file events miss.
 * @throws InventoryError when the first version is bad: a service does not start on it.
 */
export async function watchInventory(
  paths: readonly string[],
  listener: WatchListener = {},
  intervalMs = 5000,
): Promise<InventoryWatch> {
  const digest = (files: readonly { file: string; text: string }[]): string =>
    createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const first = await readInventoryFiles(paths);
  let inventory = parseInventory(first);
  let seen = digest(first);
  let current = true;

  const look = async (): Promise<void> => {
    let version: string;
    try {
      const files = await readInventoryFiles(paths);
      version = digest(files);
      if (version === seen) return;
      seen = version;
      inventory = parseInventory(files);
      current = true;
    } catch (error) {
      if (!(error instanceof InventoryError)) throw error;
      const alreadyTold = !current && seen === `refused ${error.message}`;
      current = false;
      // Unreadable files have no digest; the message stands for the version, so that it is told once.
      if (error.faults.every(({ line }) => line === 0)) seen = `refused ${error.message}`;
      if (!alreadyTold) listener.refused?.(error);
      return;
    }
    listener.changed?.(inventory);
  };

  let running: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => (running = running.then(look));
  const timer = setInterval(() => void refresh(), intervalMs);
  timer.unref();
  return {
    get inventory() {
      return inventory;
    },
    get current() {
      return current;
    },
    refresh,
    stop: () => clearInterval(timer),
  };
}
