import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { DifferenceKind } from '@roundsman/contract/topologyReport.ts';
import { differencesAt, type Difference } from './differences.ts';
import { addressesAt, isUplinkKnown, leadsOn, type Identify } from './portRoles.ts';
import { Sightings } from './sightings.ts';
import type { SwitchView } from './switchView.ts';
import { Wiring } from './wiring.ts';

/** Five of the intervals at which topology is read: a switch that missed so many says nothing of now. */
export const maxAgeMs = 10 * 60_000;

/** What one switch was found to say. */
interface Page {
  view: SwitchView;
  /** Epoch milliseconds. */
  read: number;
  through: ReadonlySet<string>;
  uplinkKnown: boolean;
  /** As they were when it was read. */
  differences: readonly Difference[];
}

/** Of one switch, for a report: `read` is undefined where it never was. */
export interface Comparison {
  device: string;
  read: number | undefined;
  /** Undefined where it was not read lately. */
  differences: readonly Difference[] | undefined;
  uplinkKnown: boolean;
}

/** What all switches last said, compared with the inventory in use. */
export class TopologyBook {
  readonly #now: () => number;
  readonly #pages = new Map<string, Page>();
  #wiring = new Wiring({ elements: [] });
  #sightings = new Sightings();
  /** Switches by the address that they say is their own. */
  #ownAddresses = new Map<string, string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** From now on compare with this inventory; what switches said that it does not have read is forgotten. */
  follow(inventory: Inventory): void {
    this.#wiring = new Wiring(inventory);
    this.#sightings = new Sightings();
    this.#ownAddresses = new Map();
    const read = new Map(this.#pages);
    this.#pages.clear();
    const isRead = (id: string): boolean => this.#wiring.element(id)?.modules.includes('snmp_bridge') ?? false;
    const kept = [...read].filter(([device]) => isRead(device));
    for (const [device, { view, read: at }] of kept) this.#write(device, view, at);
    for (const [device] of kept) this.#compare(device);
  }

  /** Take down what a switch says, and compare it. */
  take(device: string, view: SwitchView): readonly Difference[] {
    this.#write(device, view, this.#now());
    return this.#compare(device);
  }

  /** Of each of these switches, as of now. */
  comparisons(devices: readonly string[]): Comparison[] {
    return devices.map((device) => {
      const page = this.#pages.get(device);
      const differences = page && this.#isFresh(device) ? this.#compare(device) : undefined;
      return { device, read: page?.read, differences, uplinkKnown: page?.uplinkKnown ?? true };
    });
  }

  /** Differences by kind over all switches that were read lately; undefined while none was. */
  totals(): Record<DifferenceKind, number> | undefined {
    const fresh = [...this.#pages].filter(([device]) => this.#isFresh(device));
    if (fresh.length === 0) return undefined;
    const totals = { misplaced: 0, unknown_device: 0, not_seen: 0, unexpected_neighbour: 0 };
    for (const [, { differences }] of fresh) for (const { kind } of differences) totals[kind]++;
    return totals;
  }

  #isFresh(device: string): boolean {
    return this.#now() - (this.#pages.get(device)?.read ?? -Infinity) <= maxAgeMs;
  }

  #write(device: string, view: SwitchView, read: number): void {
    if (view.address !== undefined) this.#ownAddresses.set(view.address, device);
    const ports = [...view.ports];
    const through = new Set(
      ports.filter(([name, port]) => leadsOn(device, name, port, this.#wiring, this.#identify)).map(([name]) => name),
    );
    this.#sightings.replace(
      device,
      ports.flatMap(([port, seen]) => {
        const addresses = addressesAt(seen);
        const sighting = { device, port, addresses: addresses.length, through: through.has(port) };
        return addresses.map((address) => [address, sighting] as const);
      }),
    );
    const uplinkKnown = isUplinkKnown(device, view, through, this.#wiring);
    this.#pages.set(device, { view, read, through, uplinkKnown, differences: [] });
  }

  #compare(device: string): readonly Difference[] {
    const page = this.#pages.get(device);
    if (!page) return [];
    page.differences = differencesAt({
      device,
      view: page.view,
      through: page.through,
      uplinkKnown: page.uplinkKnown,
      wiring: this.#wiring,
      identify: this.#identify,
      sightings: (address) => this.#sightings.of(address).filter((sighting) => this.#isFresh(sighting.device)),
    });
    return page.differences;
  }

  readonly #identify: Identify = (address) =>
    this.#wiring.byMac(address) ?? this.#wiring.element(this.#ownAddresses.get(address) ?? '');
}
