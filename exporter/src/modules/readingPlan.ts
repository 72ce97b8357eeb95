import type { Emit } from './emit.ts';
import { oid } from '../snmp/oid.ts';
import type { WalkedValue, WalkPlan, WalkResult } from '../snmp/walk.ts';
import type { Target } from '../targets.ts';
import type { DeviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import { mapPlainly } from './plainMapping.ts';
import { columnPlaces, Row, Rows } from './row.ts';

/** Objects of one request: with more, a row of each would not fit into an Ethernet frame. */
const objectsPerWalk = 24;

/**
 * What has to be read of a device for all its modules: each object once, whichever modules want it, in walks small enough that
 * several rows fit into an answer. Compiled once per set of modules.
 */
export class ReadingPlan {
  readonly walks: readonly WalkPlan[];
  readonly #modules: readonly DeviceModule[];
  readonly #places = new Map<string, { walk: number; at: number }>();

  constructor(modules: readonly DeviceModule[]) {
    this.#modules = modules;
    const walks: { scalars: string[]; columns: string[] }[] = [];
    const place = (objects: readonly MibObject[], kind: 'scalars' | 'columns'): void => {
      const fresh = [...new Set(objects.map((object) => object.oid))].filter((wanted) => !this.#places.has(wanted));
      for (let from = 0; from < fresh.length; from += objectsPerWalk) {
        const part = fresh.slice(from, from + objectsPerWalk);
        let walk = walks.findIndex(
          ({ scalars, columns }) => scalars.length + columns.length + part.length <= objectsPerWalk,
        );
        if (walk < 0) walk = walks.push({ scalars: [], columns: [] }) - 1;
        for (const wanted of part) this.#places.set(wanted, { walk, at: (walks[walk]?.[kind].push(wanted) ?? 0) - 1 });
      }
    };
    for (const { scalars, tables } of modules) {
      place(Object.values(scalars), 'scalars');
      for (const { columns } of Object.values(tables)) place(Object.values(columns), 'columns');
    }
    this.walks = walks.map(({ scalars, columns }) => ({ scalars: scalars.map(oid), columns: columns.map(oid) }));
  }

  /** Makes the catalogue's samples of what the walks found; `note` hears what became of each object. */
  normalise(found: readonly WalkResult[], emit: Emit, target: Target, note: (line: string) => void): void {
    for (const module of this.#modules) {
      const scalars = new Row(new Uint8Array(0), columnPlaces(module.scalars));
      Object.values(module.scalars).forEach((object, at) => scalars.set(at, this.#scalar(found, object)));
      const tables = Object.fromEntries(
        Object.entries(module.tables).map(([name, { columns }]) => [
          name,
          new Rows(
            columns,
            Object.values(columns).map((object) => this.#column(found, object)),
          ),
        ]),
      );
      for (const line of this.#summary(module, found)) note(line);
      mapPlainly(module, scalars, tables, emit, target);
      module.normalise?.({ scalars, tables }, emit, target);
    }
  }

  #scalar(found: readonly WalkResult[], { oid: wanted }: MibObject): WalkedValue {
    const place = this.#places.get(wanted);
    return place && found[place.walk]?.scalars[place.at];
  }

  #column(found: readonly WalkResult[], { oid: wanted }: MibObject): WalkResult['columns'][number] {
    const place = this.#places.get(wanted);
    return (place && found[place.walk]?.columns[place.at]) ?? [];
  }

  #summary(module: DeviceModule, found: readonly WalkResult[]): string[] {
    const line = (object: MibObject, count: number): string =>
      `${module.name}: ${object.mib}::${object.object} ${count} → ${[object.metric ?? [], object.feeds ?? []].flat().join(', ') || 'labels'}`;
    return [
      ...Object.values(module.scalars).map((object) => line(object, this.#scalar(found, object) === undefined ? 0 : 1)),
      ...Object.values(module.tables).flatMap(({ columns }) =>
        Object.values(columns).map((object) => line(object, this.#column(found, object).length)),
      ),
    ];
  }
}
