import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { watchInventory } from '@roundsman/contract/inventory/watch.ts';
import type { Logger } from 'pino';
import type { City, CurrentCity } from '../../application/city.ts';
import type { Meter } from '../../application/meter.ts';
import { buildTopology } from '../../domain/topology.ts';

const cityOf = (inventory: Inventory): City => ({ inventory, topology: buildTopology(inventory) });

/**
 * The city of the inventory's files, kept up to date without a restart. A bad new version leaves the old one in force and lowers
 * the metric. @throws InventoryError when the first version is bad
 */
export async function watchedCity(
  paths: readonly string[],
  meter: Meter,
  logger: Logger,
): Promise<{ city: CurrentCity; stop: () => void }> {
  const loaded = (isCurrent: boolean): void => meter.set('roundsman_inventory_reload_success', isCurrent ? 1 : 0);
  let city: City | null = null;
  const watch = await watchInventory(paths, {
    changed: (inventory) => {
      city = cityOf(inventory);
      loaded(true);
      logger.info({ elements: inventory.elements.length }, 'a new version of the inventory is in force');
    },
    refused: (error) => {
      loaded(false);
      logger.error(
        { faults: error.faults.slice(0, 20) },
        'the new version of the inventory was refused; the old one stays in force',
      );
    },
  });
  loaded(true);
  return { city: () => (city ??= cityOf(watch.inventory)), stop: watch.stop };
}
