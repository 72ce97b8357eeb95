import type { Sighting } from './locate.ts';

/** Where each address was last learned, over all switches. A new view of a switch takes the place of its old one. */
export class Sightings {
  readonly #byAddress = new Map<string, Sighting[]>();
  readonly #addressesOf = new Map<string, readonly string[]>();

  of(address: string): readonly Sighting[] {
    return this.#byAddress.get(address) ?? [];
  }

  replace(device: string, seen: readonly (readonly [address: string, sighting: Sighting])[]): void {
    for (const address of this.#addressesOf.get(device) ?? []) {
      const left = this.of(address).filter((sighting) => sighting.device !== device);
      if (left.length > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    }
    this.#addressesOf.delete(device);
    if (seen.length === 0) return;
    for (const [address, sighting] of seen) {
      const known = this.#byAddress.get(address);
      if (known) known.push(sighting);
      else this.#byAddress.set(address, [sighting]);
    }
    this.#addressesOf.set(device, [...new Set(seen.map(([address]) => address))]);
  }
}
