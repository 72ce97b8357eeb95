import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import { transmissionKinds, type ElementKind } from '@roundsman/contract/vocabulary.ts';

/** A port of a switch; without `port` where the inventory does not say which. */
export interface Place {
  device: string;
  port: string | undefined;
}

const transmission: ReadonlySet<ElementKind> = new Set(transmissionKinds);
/** Others are behind it, so what is learned at a port that leads to it says nothing of that port. */
export const forwards = ({ kind }: Element): boolean => transmission.has(kind);

/** The inventory as switches see it: by address, and what should be seen at which port. Prepared once per inventory. */
export class Wiring {
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #byMac: ReadonlyMap<string, Element>;
  readonly #places = new Map<string, readonly Place[]>();
  readonly #atPorts = new Map<string, Map<string, Element[]>>();

  constructor({ elements }: Pick<Inventory, 'elements'>) {
    this.#elements = new Map(elements.map((element) => [element.id, element]));
    this.#byMac = new Map(elements.flatMap((element) => (element.mac === undefined ? [] : [[element.mac, element]])));
    for (const element of elements)
      for (const { device, port } of this.placesOf(element)) if (port !== undefined) this.#hang(element, device, port);
  }

  element(id: string): Element | undefined {
    return this.#elements.get(id);
  }

  byMac(mac: string): Element | undefined {
    return this.#byMac.get(mac);
  }

  /**
   * The ports of switches whose forwarding tables are read at which an element should be seen. What stands between them and forgets
   * no address (a media converter, a switch that is not asked) is passed over.
   */
  placesOf(element: Element): readonly Place[] {
    const known = this.#places.get(element.id);
    if (known) return known;
    const places = element.uplinks.flatMap(({ to, port }): readonly Place[] => {
      const next = this.#elements.get(to);
      if (!next) return [];
      return next.modules.includes('snmp_bridge') ? [{ device: to, port }] : this.placesOf(next);
    });
    this.#places.set(element.id, places);
    return places;
  }

  /** By port, what should be seen there; ports of which the inventory says nothing are absent. */
  portsOf(device: string): ReadonlyMap<string, readonly Element[]> {
    return this.#atPorts.get(device) ?? new Map<string, readonly Element[]>();
  }

  /** Every element on a way from the device to the core. */
  towardsCore(device: string): readonly Element[] {
    const ids = new Set([device]);
    for (const id of ids) for (const { to } of this.#elements.get(id)?.uplinks ?? []) ids.add(to);
    ids.delete(device);
    return [...ids].flatMap((id) => this.#elements.get(id) ?? []);
  }

  #hang(element: Element, device: string, port: string): void {
    const ports = this.#atPorts.get(device) ?? new Map<string, Element[]>();
    this.#atPorts.set(device, ports);
    ports.set(port, [...(ports.get(port) ?? []), element]);
  }
}
