import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { conditions, type Condition, type Conditions } from './conditions.ts';
import { faultKind, type ActiveFault, type FaultKindId } from './faultKinds.ts';
import { spread } from './spread.ts';
import { topology, type Topology } from './topology.ts';
import { upsState, wornShare, type UpsState } from './upsState.ts';

export type { UpsState } from './upsState.ts';

/** Why a fault cannot be injected. */
export class FaultRefused extends Error {
  readonly reason: 'unknown_element' | 'wrong_kind' | 'already_active' | 'not_recorded' | 'not_past';
  constructor(reason: FaultRefused['reason'], message: string) {
    super(message);
    this.name = 'FaultRefused';
    this.reason = reason;
  }
}

/** When and why an ONU was last lost to its OLT: its gasp was heard, or the light was gone without one. */
export interface LinkLoss {
  at: number;
  cause: 'dying_gasp' | 'loss_of_signal';
  /** When it came back; undefined while it is lost. */
  until: number | undefined;
  /** How often it was lost. */
  count: number;
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
  /** The fault of this kind that hits the element now. */
  fault: (id: string, kind: FaultKindId) => ActiveFault | undefined;
  /** For how long the element has suffered faults of this kind until now, milliseconds; what counts errors grows with it. */
  suffered: (id: string, kind: FaultKindId) => number;
  /** The last loss of an ONU; undefined where it was never lost. */
  linkLoss: (onu: string) => LinkLoss | undefined;
  /**
   * It begins now, or has begun at `since` where the device keeps a record of what it does (`recorded` of the kind).
   * @throws FaultRefused for an element that does not exist, is of the wrong kind, or suffers this already, and for a beginning that
   * is to come, is longer ago than a month, or that no record shows.
   */
  inject: (kind: FaultKindId, target: string, since?: number) => ActiveFault;
  /** All that the fault took away is back at once. False where no such fault is active. */
  clear: (id: string) => boolean;
  active: () => readonly ActiveFault[];
  /** When, later than now, conditions change by themselves; Infinity for never. */
  changesAt: () => number;
  /** How often something was plugged in elsewhere: who keeps a list of what hangs where makes it anew when this changes. */
  rewirings: () => number;
  /** Calls back, in the next turn of the event loop, after faults were injected or cleared. */
  onChange: (listener: () => void) => void;
}

interface Setting {
  clock: () => number;
  batterySeconds: number;
}

const day = 86_400_000;
const longestAgo = 30 * day;
/** Changes that nobody looked at are gone through one by one, for the memory of what was lost and when; not more than these. */
const maxMissedChanges = 256;

/** The whole plant: injected faults in, the condition of each device out; no I/O, no timers. */
export function plant(inventory: Pick<Inventory, 'elements'>, { clock, batterySeconds }: Setting): Plant {
  const graph = topology(inventory);
  const ids = (kind: string): string[] => inventory.elements.filter((each) => each.kind === kind).map(({ id }) => id);
  const upses = ids('ups');
  const onus = ids('onu');
  const devices = inventory.elements.filter(({ uplinks }) => uplinks.length > 0).map(({ id }) => id);
  const started = clock();
  const restartedAt = new Map<string, number>();
  const onBatterySince = new Map<string, number>();
  const mainsLosses = new Map<string, number>();
  const linkLosses = new Map<string, LinkLoss>();
  const sufferedBefore = new Map<string, number>();
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const listener of listeners) setImmediate(listener);
  };
  let faults: ActiveFault[] = [];
  let injected = 0;
  let rewirings = 0;
  let current: Conditions | undefined;
  let judgedAt = started;

  const fault = (id: string, kind: FaultKindId): ActiveFault | undefined =>
    faults.find((each) => each.target === id && each.kind === kind);
  const batteryMs = (ups: string): number => batterySeconds * 1000 * (fault(ups, 'ups_battery_worn') ? wornShare : 1);

  const judgeAt = (now: number): Conditions => {
    judgedAt = now;
    current = conditions({ topology: graph, faults, onBatterySince, batteryMs, now });
    return current;
  };
  const judge = (): Conditions => {
    const now = clock();
    for (let missed = 0; current && now >= current.changesAt; missed++)
      pass(missed < maxMissedChanges ? current.changesAt : now, faults);
    return current && now >= judgedAt ? current : judgeAt(now);
  };

  /** From one state to the next: batteries start or charge, what has power again starts anew, what is lost is noted. */
  const pass = (at: number, next: ActiveFault[]): void => {
    const before = current ?? judgeAt(at);
    const dead = devices.filter((id) => !before.of(id).energised);
    const dark = new Set(onus.filter((id) => !before.of(id).lit));
    faults = next;
    let after = judgeAt(at);
    for (const id of upses) {
      if (after.of(id).fed) {
        if (!onBatterySince.delete(id)) continue;
      } else if (!onBatterySince.has(id)) {
        onBatterySince.set(id, at);
        mainsLosses.set(id, (mainsLosses.get(id) ?? 0) + 1);
      } else continue;
      // A UPS may feed another one.
      after = judgeAt(at);
    }
    for (const id of dead) if (after.of(id).energised) restartedAt.set(id, at);
    for (const id of onus) {
      const { lit, energised } = after.of(id);
      if (lit === !dark.has(id)) continue;
      const last = linkLosses.get(id);
      if (lit && last) linkLosses.set(id, { ...last, until: at });
      else if (!lit) {
        const cause = energised ? 'loss_of_signal' : 'dying_gasp';
        linkLosses.set(id, { at, cause, until: undefined, count: (last?.count ?? 0) + 1 });
      }
    }
  };

  return {
    topology: graph,
    now: clock,
    condition: (id) => judge().of(id),
    ups: (id) => {
      const element = graph.elements.get(id);
      if (!element) throw new RangeError(`no element "${id}"`);
      const condition = judge().of;
      return upsState({
        element,
        condition,
        fault,
        onBatterySince: onBatterySince.get(id),
        batteryMs: batteryMs(id),
        mainsLosses: mainsLosses.get(id) ?? 0,
        now: clock(),
      });
    },
    bootedAt: (id) => {
      judge();
      return restartedAt.get(id) ?? started - age(id);
    },
    fault,
    suffered: (id, kind) => {
      const now = fault(id, kind);
      return (sufferedBefore.get(`${kind} ${id}`) ?? 0) + (now ? clock() - now.onset : 0);
    },
    linkLoss: (onu) => {
      judge();
      return linkLosses.get(onu);
    },
    inject: (kind, target, since) => {
      const element = graph.elements.get(target);
      if (!element) throw new FaultRefused('unknown_element', `target: the inventory has no element "${target}"`);
      const { targets, recorded } = faultKind(kind);
      const faultClass = targets[element.kind];
      if (!faultClass) {
        const fitting = Object.keys(targets).join(', ');
        throw new FaultRefused('wrong_kind', `target: ${kind} hits ${fitting}; "${target}" is a ${element.kind}`);
      }
      if (fault(target, kind)) throw new FaultRefused('already_active', `target: "${target}" suffers ${kind} already`);
      const now = clock();
      if (since !== undefined && !recorded)
        throw new FaultRefused('not_recorded', `since: no record shows ${kind} afterwards; it can only begin now`);
      if (since !== undefined && !(since <= now && since >= now - longestAgo))
        throw new FaultRefused('not_past', 'since: expected a time of the last 30 days');
      injected += 1;
      if (rewiring.has(kind)) rewirings += 1;
      const begun = { id: `fault-${injected}`, kind, target, faultClass, onset: since ?? now };
      judge();
      pass(now, [...faults, begun]);
      changed();
      return begun;
    },
    clear: (id) => {
      const ended = faults.find((candidate) => candidate.id === id);
      if (!ended) return false;
      const { kind, target, onset } = ended;
      const at = clock();
      if (rewiring.has(kind)) rewirings += 1;
      judge();
      sufferedBefore.set(`${kind} ${target}`, (sufferedBefore.get(`${kind} ${target}`) ?? 0) + at - onset);
      pass(
        at,
        faults.filter((other) => other !== ended),
      );
      // What hung was cured by a restart, what broke was replaced.
      if (restarting.has(kind)) restartedAt.set(target, at);
      changed();
      return true;
    },
    active: () => faults,
    changesAt: () => judge().changesAt,
    rewirings: () => rewirings,
    onChange: (listener) => void listeners.push(listener),
  };
}

const rewiring: ReadonlySet<FaultKindId> = new Set(['camera_misplugged', 'unknown_device']);
const restarting: ReadonlySet<FaultKindId> = new Set([
  'switch_hang',
  'camera_hang',
  'onu_failure',
  'switch_dead',
  'camera_dead',
  'media_converter_failure',
  'node_down',
]);

/** Devices were not all started on the day the simulator was: 1 to 90 days ago, by name. */
const age = (id: string): number => day + spread(id) * 89 * day;
