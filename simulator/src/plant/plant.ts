import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { conditions, type Condition, type Conditions } from './conditions.ts';
import { faultKinds, type ActiveFault, type FaultKindId } from './faultKinds.ts';
import { topology, type Topology } from './topology.ts';

/** What a UPS could measure. */
export interface UpsState {
  mains: boolean;
  /** Voltage at what its bypass input senses; undefined where it senses nothing. */
  bypass: boolean | undefined;
  /** Since when it runs on battery, in milliseconds of the plant's clock; undefined on mains. */
  onBatterySince: number | undefined;
  /** Share of the battery that is left, 0 to 1. It charges at once when mains is back. */
  charge: number;
  /** Battery time left, milliseconds. */
  remainingMs: number;
  /** How often mains was lost. */
  mainsLosses: number;
}

/** Why a fault cannot be injected. */
export class FaultRefused extends Error {
  readonly reason: 'unknown_element' | 'wrong_kind' | 'already_active';
  constructor(reason: FaultRefused['reason'], message: string) {
    super(message);
    this.name = 'FaultRefused';
    this.reason = reason;
  }
}

export interface Plant {
  topology: Topology;
  /** Milliseconds; all times of the plant are of this clock. */
  now: () => number;
  /** @throws RangeError for an element that is not in the inventory. */
  condition: (id: string) => Condition;
  ups: (id: string) => UpsState;
  /** When the device last started. */
  bootedAt: (id: string) => number;
  /** @throws FaultRefused for an element that does not exist, is of the wrong kind, or suffers this already. */
  inject: (kind: FaultKindId, target: string) => ActiveFault;
  /** All that the fault took away is back at once. False where no such fault is active. */
  clear: (id: string) => boolean;
  active: () => readonly ActiveFault[];
}

interface Setting {
  clock: () => number;
  batterySeconds: number;
}

const day = 86_400_000;

/** The whole plant: injected faults in, the condition of each device out; no I/O, no timers. */
export function plant(inventory: Pick<Inventory, 'elements'>, { clock, batterySeconds }: Setting): Plant {
  const graph = topology(inventory);
  const batteryMs = batterySeconds * 1000;
  const upses = inventory.elements.filter(({ kind }) => kind === 'ups');
  const started = clock();
  const restartedAt = new Map<string, number>();
  const onBatterySince = new Map<string, number>();
  const mainsLosses = new Map<string, number>();
  let faults: ActiveFault[] = [];
  let injected = 0;
  let current: Conditions | undefined;
  let judgedAt = started;

  const judge = (): Conditions => {
    const now = clock();
    if (!current || now >= current.changesAt || now < judgedAt) {
      current = conditions({ topology: graph, faults, onBatterySince, batteryMs, now });
      judgedAt = now;
    }
    return current;
  };

  /** After a change of the faults: batteries start or charge, and what has power again starts anew. */
  const change = (next: ActiveFault[]): void => {
    const before = judge();
    const dead = inventory.elements.filter(({ id, uplinks }) => uplinks.length > 0 && !before.of(id).energised);
    faults = next;
    current = undefined;
    for (const { id } of upses) {
      if (judge().of(id).fed) onBatterySince.delete(id);
      else if (!onBatterySince.has(id)) {
        onBatterySince.set(id, clock());
        mainsLosses.set(id, (mainsLosses.get(id) ?? 0) + 1);
      } else continue;
      // A UPS may feed another one.
      current = undefined;
    }
    for (const { id } of dead) if (judge().of(id).energised) restartedAt.set(id, clock());
  };

  return {
    topology: graph,
    now: clock,
    condition: (id) => judge().of(id),
    ups: (id) => {
      const since = onBatterySince.get(id);
      const remainingMs = since === undefined ? batteryMs : Math.max(0, since + batteryMs - clock());
      const bypass = graph.elements.get(id)?.senses.find(({ input }) => input === 'bypass')?.element;
      return {
        mains: judge().of(id).fed,
        bypass: bypass === undefined ? undefined : judge().of(bypass).energised,
        onBatterySince: since,
        charge: batteryMs === 0 ? 0 : remainingMs / batteryMs,
        remainingMs,
        mainsLosses: mainsLosses.get(id) ?? 0,
      };
    },
    bootedAt: (id) => restartedAt.get(id) ?? started - age(id),
    inject: (kind, target) => {
      const element = graph.elements.get(target);
      if (!element) throw new FaultRefused('unknown_element', `target: the inventory has no element "${target}"`);
      const { targets } = faultKinds[kind] as { targets: Partial<Record<string, ActiveFault['faultClass']>> };
      const faultClass = targets[element.kind];
      if (!faultClass) {
        const fitting = Object.keys(targets).join(', ');
        throw new FaultRefused('wrong_kind', `target: ${kind} hits ${fitting}; "${target}" is a ${element.kind}`);
      }
      if (faults.some((fault) => fault.kind === kind && fault.target === target))
        throw new FaultRefused('already_active', `target: "${target}" suffers ${kind} already`);
      injected += 1;
      const fault = { id: `fault-${injected}`, kind, target, faultClass, onset: clock() };
      change([...faults, fault]);
      return fault;
    },
    clear: (id) => {
      const fault = faults.find((candidate) => candidate.id === id);
      if (!fault) return false;
      change(faults.filter((other) => other !== fault));
      // What hung was cured by a restart.
      if (fault.kind.endsWith('_hang')) restartedAt.set(fault.target, clock());
      return true;
    },
    active: () => faults,
  };
}

/** Devices were not all started on the day the simulator was: 1 to 90 days ago, by name. */
function age(id: string): number {
  let mixed = 0x811c9dc5;
  for (const letter of id) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return day + (Math.imul(mixed, 0x9e3779b1) >>> 0) * ((89 * day) / 2 ** 32);
}
