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
    try {
      const files = await readInventoryFiles(paths);
      const version = digest(files);
      if (version === seen) return;
      seen = version;
      const next = parseInventory(files);
      listener.changed?.(next);
      inventory = next;
      current = true;
    } catch (error) {
      const refusal = refusalOf(error, paths);
      const alreadyTold = !current && seen === `refused ${refusal.message}`;
      current = false;
      // Unreadable files have no digest; the message stands for the version, so that it is told once.
      if (error instanceof InventoryError && error.faults.every(({ line }) => line === 0))
        seen = `refused ${refusal.message}`;
      if (!alreadyTold) listener.refused?.(refusal);
    }
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

/** Whatever a new version brings about, a bug of ours as well, the old one stays in use. */
const refusalOf = (error: unknown, paths: readonly string[]): InventoryError => {
  if (error instanceof InventoryError) return error;
  const message = `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  return new InventoryError([{ file: paths.join(', '), line: 0, message }]);
};
