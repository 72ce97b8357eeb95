import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import type { TrueFault } from '@roundsman/contract/scenario.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../src/domain/topology.ts';

/** The elements that a simpler way calls the causes, of which any counts as named for a fault that it is the point of. */
export type Baseline = (topology: Topology, evidence: Evidence) => Set<string>;

const badOf = (evidence: Evidence): Observation[] => evidence.observations.filter(({ value }) => !value);

/**
 * The nearest dead ancestor, as Nagios and Zabbix have it with parents and dependencies: what is bad and has a parent that is not
 * dead is a cause; what has lost all its parents, of power or of way, is unreachable only. An element is dead where anything says
 * so of it.
 */
export const nearestDeadAncestor: Baseline = (topology, evidence) => {
  const dead = new Set(badOf(evidence).map(({ element }) => element));
  const lost = (parents: readonly string[]): boolean =>
    parents.length > 0 && parents.every((parent) => dead.has(parent));
  return new Set(
    [...dead].filter((id) => {
      const element = topology.element(id);
      return element === undefined || !(lost(element.fedBy) || lost(element.uplinks.map(({ to }) => to)));
    }),
  );
};

const layerOf = new Map<Observable, string>(
  Object.values(symptoms).map(({ observable, layer }) => [observable, layer] as const),
);
/** What is inhibited by an alert of a layer to the left of it, at the same site. */
const inhibitionOrder = ['power', 'transmission', 'device', 'stream', 'picture', 'records'];

/**
 * Inhibition, as Alertmanager's users write it: at one site an alert of a lower layer (power before transmission before device
 * before stream…) inhibits those of the layers above. What still notifies are the causes.
 */
export const inhibition: Baseline = (topology, evidence) => {
  const rank = ({ observable }: Observation): number => {
    const at = inhibitionOrder.indexOf(layerOf.get(observable) ?? 'transmission');
    return at < 0 ? 1 : at;
  };
  const site = ({ element }: Observation): string => topology.siteOf(element)?.id ?? element;
  const lowest = new Map<string, number>();
  const bad = badOf(evidence);
  for (const each of bad) lowest.set(site(each), Math.min(rank(each), lowest.get(site(each)) ?? Infinity));
  return new Set(bad.filter((each) => rank(each) === lowest.get(site(each))).map(({ element }) => element));
};

/** Whether the fault's point is named, among at most three names of what it affects: more names are none. */
export const names = (causes: ReadonlySet<string>, fault: TrueFault): boolean => {
  const said = fault.affected.filter((element) => causes.has(element));
  return causes.has(fault.faultPoint) && said.length <= 3;
};
