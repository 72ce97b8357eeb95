/** What a switch last said of who is behind its ports. */
export interface SwitchView {
  /** Its own address, as its neighbours learn it; undefined where it does not say. */
  address: string | undefined;
  /** By ifName. */
  ports: ReadonlyMap<string, PortView>;
}

export interface PortView {
  up: boolean;
  /** Whether a cable may lead to a device: not so an aggregate of other ports, a VLAN or a PON. */
  ethernet: boolean;
  /** How many addresses it has learned, undefined where the bridge does not count the port among its own. */
  learned: number | undefined;
  /** They themselves; none where they are more than `maxAddressesOfPort`. */
  addresses: readonly string[];
  neighbours: readonly Neighbour[];
}

/** Who says over LLDP to be at the other end. Its texts are printable and bounded. */
export interface Neighbour {
  address: string | undefined;
  /** Empty where it does not say. */
  name: string;
  port: string;
  /** Whether it says that others are behind it: a bridge, a router or an access point. */
  forwards: boolean;
}

/** A port with more leads to other switches; which devices are behind it is theirs to say. It bounds what is kept of a switch. */
export const maxAddressesOfPort = 64;
export const maxNeighboursOfPort = 8;

/** What a device calls itself, without what a terminal or a page would take for more than letters, cut to 64 characters. */
export const printable = (text: string): string =>
  text
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 64)
    .toWellFormed();
