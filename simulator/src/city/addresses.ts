/**
 * Every simulated device has an address of its own in 127.64.0.0/10, as in the field, so that thousands of them share two
 * port numbers. Each site has a block of 16: 1 ONU, 2 UPS, 3 switch, 4 PDU,
 * 8 to 13 cameras.
 */
const firstSiteBlock = 64 * 2 ** 16;
const firstExchangeAddress = 63 * 2 ** 16;

const loopback = (offset: number): string => `127.${(offset >> 16) & 255}.${(offset >> 8) & 255}.${offset & 255}`;

/** More sites than this have no block in 127.0.0.0/8. */
export const maxSites = ((256 - 64) * 2 ** 16) / 16;

export interface Ports {
  snmp: number;
  rtsp: number;
}
export const defaultPorts: Ports = { snmp: 16161, rtsp: 15554 };

/** Of the web servers of cameras and recorders, TCP: the number of the agents' port, which is UDP. */
export const webPort = ({ snmp }: Ports): number => snmp;

export interface SiteAddresses {
  onu: string;
  ups: string;
  switch: string;
  pdu: string;
  /** By the camera's number, counted from 0. */
  camera: (index: number) => string;
}

/** The addresses, with ports, of the devices of the site with this number, counted from 0. */
export function siteAddresses(site: number, { snmp, rtsp }: Ports): SiteAddresses {
  const block = firstSiteBlock + site * 16;
  return {
    onu: `${loopback(block + 1)}:${snmp}`,
    ups: `${loopback(block + 2)}:${snmp}`,
    switch: `${loopback(block + 3)}:${snmp}`,
    pdu: `${loopback(block + 4)}:${snmp}`,
    camera: (index) => `${loopback(block + 8 + index)}:${rtsp}`,
  };
}

/** The address, with port, of the OLT with this number, counted from 0. */
export const oltAddress = (olt: number, { snmp }: Ports): string =>
  `${loopback(firstExchangeAddress + olt + 1)}:${snmp}`;

/** The address, with port, of what else stands in the exchange, counted from 0. */
export const exchangeAddress = (device: number, { snmp }: Ports): string =>
  `${loopback(firstExchangeAddress + 2 ** 15 + device)}:${snmp}`;
