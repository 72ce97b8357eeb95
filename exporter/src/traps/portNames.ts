import type { Targets } from '../targets.ts';

/** Names of interfaces seldom change. */
const dueAfterMs = 600_000;

/**
 * What the interfaces of devices are called in the labels (ifName), by ifIndex. Notifications mostly carry the number alone, and a
 * device that sends its last one cannot be asked any more.
 */
export class PortNames {
  readonly #devices = new Map<string, { names: Map<number, string>; learnt: number }>();

  /** Whether the names of a device should be learnt from the next walk. */
  isDue(device: string): boolean {
    const known = this.#devices.get(device);
    return known === undefined || performance.now() - known.learnt > dueAfterMs;
  }

  /** All names of a device, as a walk found them; undefined where none reads them. */
  learn(device: string, names: ReadonlyMap<number, string> = new Map()): void {
    this.#devices.set(device, { names: new Map(names), learnt: performance.now() });
  }

  /** The name that a notification brought along, where no walk has found one yet. */
  hear(device: string, ifIndex: number, name: string): void {
    const known = this.#devices.get(device) ?? { names: new Map<number, string>(), learnt: -Infinity };
    this.#devices.set(device, known);
    if (!known.names.has(ifIndex) && known.names.size < maxHeard) known.names.set(ifIndex, name);
  }

  /** The name of an interface; its number where that is all that is known. */
  name(device: string, ifIndex: number): string {
    return this.#devices.get(device)?.names.get(ifIndex) ?? `#${ifIndex}`;
  }

  keepOnly(targets: Targets): void {
    for (const device of this.#devices.keys()) if (!targets.has(device)) this.#devices.delete(device);
  }
}

const maxHeard = 4096;
