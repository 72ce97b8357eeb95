import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';

/** A way to break something: a fault kind of the simulator and the kind of element that it hits. */
export interface Strike {
  kind: string;
  target: ElementKind;
}

/** Ground that one fault has to itself, and what it can be seen at. */
export interface Claim {
  target: string;
  /** The target and all that depends on it for power or for its way to the core. */
  reach: ReadonlySet<string>;
  release: () => void;
}

/** For so long the losses of a link are counted: three make it flap, which is a fault of its own (the rule ConnectionFlaps). */
const flapsWithinMs = 600_000;

/**
 * Deals out places for faults that are under way at the same time and must stay single faults: each has the sites that it reaches
 * to itself, and the element directly above its target, since two cut branches rightly look like a cut stem. Where links were lost
 * least goes first: few flap then, and few faults come while a place still starts after the last one.
 */
export class Ground {
  readonly #elements: readonly Element[];
  readonly #reaches = new Map<string, ReadonlySet<string>>();
  readonly #taken = new Set<string>();
  /** By what faults have to themselves: when ONUs were lost there, as they may have been by each that reaches some. */
  readonly #lost = new Map<string, number[]>();

  constructor({ elements }: Pick<Inventory, 'elements'>) {
    this.#elements = elements;
    const below = new Map<string, string[]>();
    for (const { id, fedBy, uplinks } of elements) {
      for (const above of [...fedBy, ...uplinks.map(({ to }) => to)])
        below.set(above, [...(below.get(above) ?? []), id]);
    }
    for (const { id } of elements) {
      const reach = new Set([id]);
      // A set that grows while it is walked is walked to its new end.
      for (const reached of reach) for (const next of below.get(reached) ?? []) reach.add(next);
      this.#reaches.set(id, reach);
    }
  }

  /** Takes a random free place for the strike at this time (ms since 1970); null while there is none. */
  claim({ target }: Strike, now: number): Claim | null {
    const free = this.#elements
      .filter(({ kind }) => kind === target)
      .map((element) => ({ element, needs: this.#needs(element) }))
      .filter(({ needs }) => needs.every((need) => !this.#taken.has(need)))
      .map(({ element, needs }) => ({ element, needs, losses: this.#mostLosses(needs, now) }));
    const fewest = Math.min(...free.map(({ losses }) => losses));
    const freshest = free.filter(({ losses }) => losses === fewest);
    const chosen = freshest[Math.floor(Math.random() * freshest.length)];
    if (chosen === undefined) return null;
    for (const need of chosen.needs) this.#taken.add(need);
    if (this.#losesLinks(chosen.element.id))
      for (const need of chosen.needs) this.#lost.set(need, [...this.#losses(need, now), now]);
    return {
      target: chosen.element.id,
      reach: this.#reach(chosen.element.id),
      release: () => {
        for (const need of chosen.needs) this.#taken.delete(need);
      },
    };
  }

  #mostLosses(needs: readonly string[], now: number): number {
    return Math.max(0, ...needs.map((need) => this.#losses(need, now).length));
  }

  #losses(need: string, now: number): number[] {
    return (this.#lost.get(need) ?? []).filter((at) => now - at < flapsWithinMs);
  }

  #losesLinks(id: string): boolean {
    const reach = this.#reach(id);
    return this.#elements.some((element) => element.kind === 'onu' && reach.has(element.id));
  }

  #reach(id: string): ReadonlySet<string> {
    return this.#reaches.get(id) ?? new Set([id]);
  }

  #needs({ id, fedBy, uplinks }: Element): string[] {
    const reach = this.#reach(id);
    const cabinets = this.#elements.flatMap((element) => (reach.has(element.id) ? (element.cabinet ?? []) : []));
    return [...new Set([...cabinets, ...fedBy, ...uplinks.map(({ to }) => to)])];
  }
}
