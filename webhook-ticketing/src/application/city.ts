import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { Topology } from '../domain/topology.ts';

/** The inventory in force and its graph, which belong together. */
export interface City {
  inventory: Inventory;
  topology: Topology;
}

/** The city as it is known now: the inventory is reloaded while the service runs. */
export type CurrentCity = () => City;
