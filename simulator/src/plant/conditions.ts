import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { changesAt, stage, strikes } from './course.ts';
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
  /** An ONU or what is passive above it: light passes between it and the OLT. Others: as `linked`. */
  lit: boolean;
  /** A UPS: voltage at the main input. Others: voltage at what feeds them. */
  fed: boolean;
  /** The voltage that feeds it is too low. */
  weak: boolean;
  refusesCredentials: boolean;
  stalled: boolean;
  /** What it sends goes over a way that is too full: some is lost, the rest comes late. */
  congested: boolean;
}

/** What the conditions follow from. Times are milliseconds of the plant's clock. */
export interface Situation {
  topology: Topology;
  faults: readonly ActiveFault[];
  /** UPSes without mains, and since when; their batteries have been running since. */
  onBatterySince: ReadonlyMap<string, number>;
  /** How long the battery of a UPS lasts, milliseconds. */
  batteryMs: (ups: string) => number;
  now: number;
}

export interface Conditions {
  of: (id: string) => Condition;
  /** When, later than now, the conditions change by themselves: a battery runs empty, a fault goes on; Infinity for never. */
  changesAt: number;
}

type Kinds = ReadonlySet<FaultKindId>;
/** No voltage leaves what suffers these. */
const powerFaults: Kinds = new Set([
  'feeder_power_cut',
  'service_drop',
  'breaker_trip',
  'supply_failure',
  'camera_adapter_failure',
  'poe_short',
  'switch_dead',
]);
/** Power arrives, and nothing else happens. */
const deaths: Kinds = new Set(['onu_failure', 'camera_dead', 'media_converter_failure', 'node_down']);
const hangs: Kinds = new Set(['switch_hang', 'camera_hang']);
/** No light passes towards the core while these strike. */
const darkness: Kinds = new Set(['fibre_cut', 'fibre_bend', 'olt_optic_failure']);
const optical: ReadonlySet<Element['kind']> = new Set(['pon_port', 'splitter', 'onu']);

/** The condition of every element: a pure function of the faults, the batteries and the time. */
export function conditions({ topology, faults, onBatterySince, batteryMs, now }: Situation): Conditions {
  const hitting = new Map<string, ActiveFault[]>();
  for (const fault of faults) hitting.set(fault.target, [...(hitting.get(fault.target) ?? []), fault]);
  const hit = (id: string, kinds: Kinds): boolean =>
    (hitting.get(id) ?? []).some((fault) => kinds.has(fault.kind) && strikes(fault, now));
  const fault = (id: string, kind: FaultKindId): ActiveFault | undefined =>
    hitting.get(id)?.find((candidate) => candidate.kind === kind);
  const suffers = (id: string, kind: FaultKindId): boolean => fault(id, kind) !== undefined;
  const emptyAt = (ups: string): number => (onBatterySince.get(ups) ?? now) + batteryMs(ups);

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
  /** The brownout behind which it stands. */
  const brownout: (id: string) => ActiveFault | undefined = remembered((id) => {
    const own = fault(id, 'brownout');
    return (
      own ??
      elementOf(id)
        .fedBy.map(brownout)
        .find((found) => found !== undefined)
    );
  });
  const energised: (id: string) => boolean = remembered((id) => {
    if (hit(id, powerFaults)) return false;
    const { kind, fedBy } = elementOf(id);
    if (kind === 'ups') {
      const inverter = fault(id, 'ups_inverter_failure');
      if (inverter && stage(inverter, now) > 0) return false;
      return fed(id) || now < emptyAt(id);
    }
    if (kind === 'camera') {
      const low = brownout(id);
      if (low && strikes(low, now)) return false;
      if (fedBy.some((feed) => deprived(feed).has(id))) return false;
    }
    return fed(id);
  });
  /** Cameras that a switch does not feed although it has power. */
  const deprived: (id: string) => ReadonlySet<string> = remembered((id) => {
    const cameras = hitting.has(id) ? topology.poeCameras(id).map(({ element }) => element.id) : [];
    const burnt = suffers(id, 'lightning_damage') ? cameras.filter((_, index) => index % 2 === 0) : [];
    const denied = suffers(id, 'poe_budget_exceeded') ? cameras.slice(-1) : [];
    const open =
      elementOf(id).kind === 'switch' ? topology.feeds(id).filter((each) => suffers(each.id, 'camera_cable_open')) : [];
    return new Set([...burnt, ...denied, ...open.map((each) => each.id)]);
  });
  const alive = (id: string): boolean => energised(id) && !hit(id, deaths);

  const roguePons = new Map<string, Set<string>>();
  for (const { kind, target, ...rest } of faults) {
    const pon = kind === 'rogue_onu' ? topology.ponOf(target) : undefined;
    if (pon === undefined || !strikes({ kind, target, ...rest }, now)) continue;
    roguePons.set(pon, (roguePons.get(pon) ?? new Set()).add(target));
  }
  const disturbed = (id: string): boolean => {
    if (roguePons.size === 0 || elementOf(id).kind !== 'onu') return false;
    const rogues = roguePons.get(topology.ponOf(id) ?? '');
    return rogues !== undefined && !rogues.has(id);
  };
  const dark = (id: string): boolean => hit(id, darkness) || disturbed(id);

  const reachable: (id: string) => boolean = remembered((id) => alive(id) && !hit(id, hangs) && hasWay(elementOf(id)));
  const hasWay = ({ id, uplinks }: Element): boolean => {
    if (uplinks.length === 0) return true;
    if (dark(id) || suffers(id, 'camera_cable_open')) return false;
    // Of a ring, a lost section takes one way; the other stays.
    const ways = suffers(id, 'sdh_section_loss') ? uplinks.slice(1) : uplinks;
    return ways.some(({ to }) => reachable(to));
  };
  // Passive optics only pass on what comes from below: a PON is dark when none of its ONUs sends.
  const linked: (id: string) => boolean = remembered((id) => {
    const { kind } = elementOf(id);
    if (dark(id) || suffers(id, 'camera_cable_open')) return false;
    if (kind !== 'pon_port' && kind !== 'splitter') return alive(id);
    return topology.below(id).some(({ element }) => linked(element.id));
  });
  const lit: (id: string) => boolean = remembered((id) => {
    const { kind, uplinks } = elementOf(id);
    if (!optical.has(kind)) return linked(id);
    if (dark(id) || (kind === 'onu' && !alive(id))) return false;
    const above = uplinks.map(({ to }) => elementOf(to)).filter((element) => optical.has(element.kind));
    return above.length === 0 || above.some((element) => lit(element.id));
  });

  const congested: (id: string) => boolean = remembered(
    (id) => suffers(id, 'congestion') || elementOf(id).uplinks.some(({ to }) => congested(to)),
  );

  const of = remembered((id): Condition => ({
    energised: energised(id),
    reachable: reachable(id),
    linked: linked(id),
    lit: lit(id),
    fed: fed(id),
    weak: brownout(id) !== undefined,
    refusesCredentials: suffers(id, 'camera_credentials_changed'),
    stalled: suffers(id, 'stream_stall'),
    congested: congested(id),
  }));

  const runningOut = [...onBatterySince.keys()].map(emptyAt).filter((at) => at > now);
  const goingOn = faults.map((each) => changesAt(each, now));
  return { of, changesAt: Math.min(Infinity, ...runningOut, ...goingOn) };
}

/** The inventory has no circles (its loader refuses them), so each answer is found once and kept. */
function remembered<T>(find: (id: string) => T): (id: string) => T {
  const found = new Map<string, T>();
  return (id) => {
    if (found.has(id)) return found.get(id) as T;
    const answer = find(id);
    found.set(id, answer);
    return answer;
  };
}
