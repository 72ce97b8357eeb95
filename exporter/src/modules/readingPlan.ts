import type { Emit } from './emit.ts';
import { oid } from '../snmp/oid.ts';
import type { WalkedValue, WalkPlan, WalkResult } from '../snmp/walk.ts';
import type { Target } from '../targets.ts';
import { objectsOf, type DeviceModule } from './deviceModule.ts';
import { explainObject, type ReadObject } from './explainObject.ts';
import type { MibObject } from './mibObject.ts';
import { mapPlainly } from './plainMapping.ts';
import { ifName, portLabels } from './ports.ts';
import { columnPlaces, Row, Rows } from './row.ts';

/** What has to be read of a device for all its modules: each object once, whichever modules want it. Compiled once per set of modules. */
export class ReadingPlan {
  readonly walk: WalkPlan;
  readonly #modules: readonly DeviceModule[];
  readonly #scalars: ReadonlyMap<string, number>;
  readonly #columns: ReadonlyMap<string, number>;

  constructor(modules: readonly DeviceModule[]) {
    this.#modules = modules;
    this.#scalars = placesOf(modules.flatMap(({ scalars }) => Object.values(scalars)));
    this.#columns = placesOf(
      modules.flatMap(({ tables }) => Object.values(tables).flatMap(({ columns }) => Object.values(columns))),
    );
    this.walk = { scalars: [...this.#scalars.keys()].map(oid), columns: [...this.#columns.keys()].map(oid) };
  }

  /** Makes the catalogue's samples of what the walk found; `note`, if anybody reads it, hears what each object was and became. */
  normalise(found: WalkResult, emit: Emit, target: Target, note?: (line: string) => void): void {
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
      if (note) for (const object of objectsOf(module)) explainObject(this.#told(found, object), module.name, note);
      mapPlainly(module, scalars, tables, emit, target);
      module.normalise?.({ scalars, tables }, emit, target);
    }
  }

  /** What the ports are called in the labels, by ifIndex; undefined where the walk does not read it. */
  portNames(found: WalkResult, target: Target): ReadonlyMap<number, string> | undefined {
    if (!this.#columns.has(ifName.oid)) return undefined;
    const rows = new Rows({ name: ifName }, [this.#column(found, ifName)]);
    const labelsOf = portLabels(rows, target);
    return new Map([...rows].map((row) => [row.index[0] ?? 0, labelsOf(row)?.port ?? '']));
  }

  #scalar(found: WalkResult, { oid: wanted }: MibObject): WalkedValue {
    return found.scalars[this.#scalars.get(wanted) ?? -1];
  }

  #column(found: WalkResult, { oid: wanted }: MibObject): WalkResult['columns'][number] {
    return found.columns[this.#columns.get(wanted) ?? -1] ?? [];
  }

  #told(found: WalkResult, object: MibObject): ReadObject {
    const [scalar, column] = [this.#scalars.get(object.oid), this.#columns.get(object.oid)];
    const value = found.scalars[scalar ?? -1];
    const cells =
      column === undefined ? (value === undefined ? [] : [{ index: ofScalar, value }]) : this.#column(found, object);
    return { object, cells, effort: found.efforts.scalars[scalar ?? -1] ?? found.efforts.columns[column ?? -1] };
  }
}

const ofScalar = Uint8Array.of(0);

/** Where each object stands among those that are asked, by its identifier. */
const placesOf = (objects: readonly MibObject[]): ReadonlyMap<string, number> =>
  new Map([...new Set(objects.map((object) => object.oid))].map((wanted, at) => [wanted, at]));
