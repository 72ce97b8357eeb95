import { watchInventory } from '@roundsman/contract/inventory/watch.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { TargetError, targetsOf, type Targets } from '../targets.ts';

/** The devices of the inventory in use, kept up to date. */
export interface LiveTargets {
  readonly inventory: Inventory;
  readonly targets: Targets;
  /** False while the files hold a version that was refused. */
  readonly current: boolean;
  /** When the version in use was loaded. */
  readonly loaded: Date;
  /** Look at the files now. */
  refresh: () => Promise<void>;
  stop: () => void;
}

export interface LiveTargetsListener {
  changed: (targets: Targets, inventory: Inventory) => void;
  refused: (error: Error) => void;
}

/**
 * Load the inventory and follow its files. A version that is bad, or names devices that must not be asked, keeps the old one.
 * @throws InventoryError or TargetError when the first version is bad.
 */
export async function followTargets(
  paths: readonly string[],
  allowed: AllowedNetworks,
  intervalMs: number,
  listener: LiveTargetsListener,
): Promise<LiveTargets> {
  let allAllowed = true;
  const take = (inventory: Inventory): void => {
    try {
      state = { inventory, targets: targetsOf(inventory, allowed), loaded: new Date() };
      allAllowed = true;
      listener.changed(state.targets, inventory);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      allAllowed = false;
      listener.refused(error);
    }
  };
  const watch = await watchInventory(paths, { changed: take, refused: listener.refused }, intervalMs);
  let state: { inventory: Inventory; targets: Targets; loaded: Date };
  try {
    state = {
      inventory: watch.inventory,
      targets: targetsOf(watch.inventory, allowed),
      loaded: new Date(),
    };
  } catch (error) {
    watch.stop();
    throw error;
  }
  return {
    get inventory() {
      return state.inventory;
    },
    get targets() {
      return state.targets;
    },
    get current() {
      return watch.current && allAllowed;
    },
    get loaded() {
      return state.loaded;
    },
    refresh: () => watch.refresh(),
    stop: () => watch.stop(),
  };
}
