import type { DifferenceKind } from '@roundsman/contract/topologyReport.ts';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { locate, type Sighting } from './locate.ts';
import { addressesAt, neighbourElement, type Identify } from './portRoles.ts';
import type { Neighbour, PortView, SwitchView } from './switchView.ts';
import { forwards, type Wiring } from './wiring.ts';

/** How what a switch says of one of its ports differs from the inventory. */
export interface Difference {
  kind: DifferenceKind;
  device: string;
  port: string;
  /** The element concerned. Of an unknown device: the one that should be there and is not. */
  element: Element | undefined;
  mac: string | undefined;
  /** What the device calls itself; empty where it does not. */
  name: string;
}

/** What a switch is compared with. */
export interface Comparison {
  device: string;
  view: SwitchView;
  /** Its ports that lead to other switches. */
  through: ReadonlySet<string>;
  uplinkKnown: boolean;
  wiring: Wiring;
  identify: Identify;
  /** Where an address was learned, over all switches that were read lately. */
  sightings: (address: string) => readonly Sighting[];
}

export function differencesAt(comparison: Comparison): Difference[] {
  const differences: Difference[] = [];
  for (const [name, port] of comparison.view.ports) {
    if (!comparison.through.has(name)) differences.push(...devicesAt(comparison, name, port));
    differences.push(...neighboursAt(comparison, name, port));
  }
  return differences;
}

function devicesAt(comparison: Comparison, name: string, port: PortView): Difference[] {
  const { device, wiring, identify, sightings, uplinkKnown } = comparison;
  const due = wiring.portsOf(device).get(name) ?? [];
  const hangsHere = (address: string): boolean => {
    const found = locate(sightings(address));
    return found?.device === device && found.port === name;
  };
  const nameOf = (address: string): string => port.neighbours.find((each) => each.address === address)?.name ?? '';
  const addresses = addressesAt(port);
  const strangers = addresses.filter((address) => !identify(address) && hangsHere(address));
  const misplaced = addresses.flatMap((address) => {
    const element = identify(address);
    const isMisplaced =
      element && element.id !== device && !belongs(element, device, name, wiring) && hangsHere(address);
    return isMisplaced ? [difference('misplaced', element, address)] : [];
  });
  const absent = due.find(({ mac }) => mac !== undefined && !addresses.includes(mac));
  // Who has no address in the inventory cannot be told from a stranger.
  const nameless = due.filter(({ mac }) => mac === undefined).length;
  const tellsStrangers = (uplinkKnown || due.length > 0) && strangers.length > nameless;
  const unknown = tellsStrangers ? strangers.map((address) => difference('unknown_device', absent, address)) : [];
  const notSeen =
    port.up && strangers.length === 0
      ? due
          .filter((element) => isMissed(element, comparison))
          .map((element) => difference('not_seen', element, element.mac))
      : [];
  return [...misplaced, ...unknown, ...notSeen];

  function difference(kind: DifferenceKind, element: Element | undefined, mac: string | undefined): Difference {
    return { kind, device, port: name, element, mac, name: mac === undefined ? '' : nameOf(mac) };
  }
}

/** Without a port in the inventory any port of the switch is right. */
const belongs = (element: Element, device: string, port: string, wiring: Wiring): boolean =>
  wiring.placesOf(element).some((place) => place.device === device && (place.port ?? port) === port);

/**
 * Whether it is certain enough that a device is not where it should be: it is one that is asked, and so talks, no switch has
 * learned its address, and this one tells what it learns at all.
 */
const isMissed = ({ mac, modules }: Element, { view, sightings }: Comparison): boolean =>
  mac !== undefined &&
  modules.length > 0 &&
  sightings(mac).length === 0 &&
  [...view.ports.values()].some(({ learned = 0 }) => learned > 0);

/** Network equipment at the other end that the inventory does not have there. */
function neighboursAt({ device, wiring, identify }: Comparison, name: string, port: PortView): Difference[] {
  const due = wiring.portsOf(device).get(name);
  return port.neighbours.flatMap((neighbour): Difference[] => {
    const element = neighbourElement(neighbour, wiring, identify);
    if (element ? !forwards(element) : !neighbour.forwards) return [];
    const is = { device, port: name, element, mac: neighbour.address, name: neighbour.name };
    if (element) {
      // Where nothing of the inventory hangs, any way towards the core may begin.
      if (due?.includes(element) || belongs(element, device, name, wiring)) return [];
      if (!due && wiring.towardsCore(device).includes(element)) return [];
      const hangsBelow = wiring.placesOf(element).some((place) => place.device === device);
      return [{ kind: hangsBelow ? 'misplaced' : 'unexpected_neighbour', ...is }];
    }
    const candidates = due ?? wiring.towardsCore(device);
    return candidates.some((candidate) => mayBe(neighbour, candidate)) ? [] : [{ kind: 'unexpected_neighbour', ...is }];
  });
}

const passive: ReadonlySet<ElementKind> = new Set(['pon_port', 'splitter']);

/** An element of which no address is known may be anybody; and so may be what does not tell its own. */
const mayBe = ({ address }: Neighbour, element: Element): boolean =>
  forwards(element) && !passive.has(element.kind) && (element.mac === undefined || address === undefined);
