import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { ActiveFault, FaultKindId } from './faultKinds.ts';
import type { Topology } from './topology.ts';

/** How one element fares at a moment. */
export interface Condition {
  /** It has power; a power element carries voltage at its output. */
  energised: boolean;
  /** It answers whoever asks from the core: has power, does not hang, and a way leads there. */
  reachable: boolean;
  /** Its port or its light is seen at the element one step towards the core, whether it answers or not. */
  linked: boolean;
  /** A UPS: voltage at the main input. Others: voltage at what feeds them. */
  fed: boolean;
  refusesCredentials: boolean;
  stalled: boolean;
}

/** What the conditions follow from. Times are milliseconds of the plant's clock. */
export interface Situation {
  topology: Topology;
  faults: readonly ActiveFault[];
  /** UPSes without mains, and since when; their batteries have been running since. */
  onBatterySince: ReadonlyMap<string, number>;
  batteryMs: number;
  now: number;
}

export interface Conditions {
  of: (id: string) => Condition;
  /** When, later than now, the next battery runs empty and the conditions change by themselves; Infinity for never. */
  changesAt: number;
}

const powerFaults: ReadonlySet<FaultKindId> = new Set(['feeder_power_cut', 'breaker_trip']);
const hangs: ReadonlySet<FaultKindId> = new Set(['switch_hang', 'camera_hang']);

/** The condition of every element: a pure function of the faults, the batteries and the time. */
export function conditions({ topology, faults, onBatterySince, batteryMs, now }: Situation): Conditions {
  const hitting = new Map<string, Set<FaultKindId>>();
  for (const { kind, target } of faults) hitting.set(target, (hitting.get(target) ?? new Set()).add(kind));
  const hit = (id: string, kinds: ReadonlySet<FaultKindId>): boolean =>
    [...(hitting.get(id) ?? [])].some((kind) => kinds.has(kind));
  const suffers = (id: string, kind: FaultKindId): boolean => hitting.get(id)?.has(kind) ?? false;
  const emptyAt = (ups: string): number => (onBatterySince.get(ups) ?? now) + batteryMs;

  const elementOf = (id: string): Element => {
    const element = topology.elements.get(id);
    if (!element) throw new RangeError(`no element "${id}"`);
    return element;
  };

  // What names no feed has power of its own, or needs none (a splitter).
  const fed: (id: string) => boolean = remembered((id) => {
    const { fedBy } = elementOf(id);
    return fedBy.length === 0 || fedBy.some((feed) => energised(feed));
  });
  const energised: (id: string) => boolean = remembered(
    (id) => !hit(id, powerFaults) && (fed(id) || (elementOf(id).kind === 'ups' && now < emptyAt(id))),
  );
  const reachable: (id: string) => boolean = remembered(
    (id) => energised(id) && !hit(id, hangs) && hasWay(elementOf(id)),
  );
  const hasWay = ({ id, uplinks }: Element): boolean =>
    uplinks.length === 0 || (!suffers(id, 'fibre_cut') && uplinks.some(({ to }) => reachable(to)));
  // Passive optics only pass on what comes from below: a PON is dark when none of its ONUs sends.
  const linked: (id: string) => boolean = remembered((id) => {
    const { kind } = elementOf(id);
    if (suffers(id, 'fibre_cut')) return false;
    if (kind !== 'pon_port' && kind !== 'splitter') return energised(id);
    return topology.below(id).some(({ element }) => linked(element.id));
  });

  const of = remembered((id): Condition => ({
    energised: energised(id),
    reachable: reachable(id),
    linked: linked(id),
    fed: fed(id),
    refusesCredentials: suffers(id, 'camera_credentials_changed'),
    stalled: suffers(id, 'stream_stall'),
  }));

  const runningOut = [...onBatterySince.keys()].map(emptyAt).filter((at) => at > now);
  return { of, changesAt: Math.min(Infinity, ...runningOut) };
}

/** The inventory has no circles (its loader refuses them), so each answer is found once and kept. */
function remembered<T>(find: (id: string) => T): (id: string) => T {
  const found = new Map<string, T>();
  return (id) => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const answer = find(id);
    found.set(id, answer);
    return answer;
  };
}
