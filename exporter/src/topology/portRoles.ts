import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { maxAddressesOfPort, type Neighbour, type PortView, type SwitchView } from './switchView.ts';
import { forwards, type Wiring } from './wiring.ts';

/** The element that has an address, be it that the inventory says so or the switch itself. */
export type Identify = (address: string) => Element | undefined;

/** Who a neighbour is: by its address, else by its name where that is the id of an element. */
export const neighbourElement = (
  { address, name }: Neighbour,
  wiring: Wiring,
  identify: Identify,
): Element | undefined => (address === undefined ? undefined : identify(address)) ?? wiring.element(name);

/** All addresses by which a port knows what is behind it. */
export const addressesAt = ({ addresses, neighbours }: PortView): string[] => [
  ...new Set([...addresses, ...neighbours.flatMap(({ address }) => address ?? [])]),
];

/**
 * Whether a port leads to other switches, so that a device seen there hangs somewhere else: a neighbour that forwards, the
 * address of network equipment, more addresses than are kept, or no Ethernet at all; or the inventory has network equipment
 * there of which it knows no address, so that it cannot be told from a stranger.
 */
export function leadsOn(device: string, name: string, port: PortView, wiring: Wiring, identify: Identify): boolean {
  const isNetwork = (element: Element | undefined): boolean => element !== undefined && forwards(element);
  return (
    !port.ethernet ||
    (port.learned ?? 0) > maxAddressesOfPort ||
    port.neighbours.some((each) => each.forwards || isNetwork(neighbourElement(each, wiring, identify))) ||
    port.addresses.some((address) => isNetwork(identify(address))) ||
    (wiring.portsOf(device).get(name) ?? []).some((element) => forwards(element) && element.mac === undefined)
  );
}

/** Whether some port is known to lead towards the core, or none has to. */
export function isUplinkKnown(device: string, view: SwitchView, through: ReadonlySet<string>, wiring: Wiring): boolean {
  if ((wiring.element(device)?.uplinks ?? []).length === 0) return true;
  const hanging = wiring.portsOf(device);
  return [...through].some((name) => {
    const port = view.ports.get(name);
    return !hanging.has(name) && port !== undefined && port.neighbours.length + (port.learned ?? 0) > 0;
  });
}
