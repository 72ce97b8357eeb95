import type { Element, OnuPlace, Site } from '@roundsman/contract/inventory/schema.ts';
import { exchangeAddress, oltAddress, type Ports } from './addresses.ts';
import { draft } from './draft.ts';
import { nameplate } from './models.ts';
import { siteNumber, sitesPerFeeder } from './places.ts';
import { random, type Random } from './random.ts';

const splittersPerPonPort = 2;
const ponPortsPerOlt = 8;
const oltsPerAggregation = 4;

/**
 * Which splitter a site hangs on, counted from 0. A splitter serves two sites of two neighbouring feeders, a PON port two
 * splitters: no fibre fault ever hits the same sites as a power fault, except where a city is too small.
 */
export function splitterOf(site: number): number {
  const pairOfFeeders = Math.floor(site / (2 * sitesPerFeeder));
  return pairOfFeeders * sitesPerFeeder + (site % sitesPerFeeder);
}
export const splitterId = (splitter: number): string => `splitter-${siteNumber(splitter)}`;

const ponPortId = (port: number): string =>
  `pon-${siteNumber(Math.floor(port / ponPortsPerOlt))}-${(port % ponPortsPerOlt) + 1}`;

/** Every second OLT runs EPON instead of GPON. */
const ponName = (port: number): string => {
  const olt = Math.floor(port / ponPortsPerOlt);
  return `${olt % 2 === 0 ? 'gpon' : 'epon'}0/1/${(port % ponPortsPerOlt) + 1}`;
};

/** Where the OLT lists the ONU of a site: a PON has the ONUs of two splitters with two sites each. */
export function onuPlaceOf(site: number): OnuPlace {
  const splitter = splitterOf(site);
  const pon = Math.floor(splitter / splittersPerPonPort);
  const ofSplitter = Math.floor(site / sitesPerFeeder) % 2;
  return {
    olt: `olt-${siteNumber(Math.floor(pon / ponPortsPerOlt))}`,
    port: ponName(pon),
    number: (splitter % splittersPerPonPort) * 2 + ofSplitter,
  };
}

export interface Fibre {
  exchanges: Site[];
  elements: Element[];
}

/** The carrier's side: core, aggregation, OLTs in an exchange with power of its own, PON ports and splitters. */
export function fibre(sites: readonly Site[], ports: Ports, dice: Random): Fibre {
  const splitters = Math.max(...sites.map((_, index) => splitterOf(index))) + 1;
  const ponPorts = Math.ceil(splitters / splittersPerPonPort);
  const olts = Math.ceil(ponPorts / ponPortsPerOlt);
  const aggregations = Math.ceil(olts / oltsPerAggregation);
  const numbered = (count: number, build: (index: number) => Element): Element[] =>
    Array.from({ length: count }, (_, index) => build(index));

  const exchange = exchangeAmong(sites);
  const elements = [
    draft({ id: 'exchange-transformer', kind: 'transformer', name: name('Exchange transformer', '机房变压器') }),
    draft({
      id: 'exchange-supply',
      kind: 'cabinet_supply',
      site: exchange.id,
      fedBy: ['exchange-transformer'],
      responsible: 'carrier',
    }),
    draft({ id: 'core-001', kind: 'core', site: exchange.id, fedBy: ['exchange-supply'] }),
    ...numbered(aggregations, (index) =>
      draft({
        id: `aggregation-${siteNumber(index)}`,
        kind: 'aggregation',
        site: exchange.id,
        fedBy: ['exchange-supply'],
        uplinks: [{ to: 'core-001' }],
      }),
    ),
    ...numbered(olts, (index) =>
      draft({
        id: `olt-${siteNumber(index)}`,
        kind: 'olt',
        name: name(`OLT ${index + 1}`, `${index + 1}号OLT`),
        site: exchange.id,
        fedBy: ['exchange-supply'],
        uplinks: [{ to: `aggregation-${siteNumber(Math.floor(index / oltsPerAggregation))}` }],
        owner: 'carrier',
        ...nameplate('olt', dice),
        address: oltAddress(index, ports),
        modules: ['snmp_if', 'snmp_entity', 'snmp_epon', 'snmp_olt_huawei'],
        credentials: 'snmp-exchange',
      }),
    ),
    ...numbered(ponPorts, (index) =>
      draft({
        id: ponPortId(index),
        kind: 'pon_port',
        site: exchange.id,
        uplinks: [{ to: `olt-${siteNumber(Math.floor(index / ponPortsPerOlt))}`, port: ponName(index) }],
      }),
    ),
    ...numbered(splitters, (index) =>
      draft({
        id: splitterId(index),
        kind: 'splitter',
        name: name(`Splitter ${index + 1}`, `${index + 1}号分光器`),
        uplinks: [{ to: ponPortId(Math.floor(index / splittersPerPonPort)) }],
      }),
    ),
  ];
  return { exchanges: [exchange], elements: [...elements, ...exchangeDevices(exchange.id, ports)] };
}

/** What else the exchange has: a node of the carrier's SDH ring, with a second way, a recorder and a server. */
function exchangeDevices(site: string, ports: Ports): Element[] {
  // Dice of their own: they leave all other devices as they were before there were these.
  const dice = random(site.length);
  const standing = { site, fedBy: ['exchange-supply'], credentials: 'snmp-default' };
  return [
    draft({
      id: 'sdh-001',
      kind: 'sdh_node',
      ...standing,
      uplinks: [{ to: 'core-001' }, { to: 'aggregation-001' }],
      owner: 'carrier',
      ...nameplate('sdh_node', dice),
      address: exchangeAddress(1, ports),
      modules: ['snmp_if', 'snmp_sonet'],
      credentials: 'snmp-exchange',
    }),
    draft({
      id: 'recorder-001',
      kind: 'recorder',
      ...standing,
      uplinks: [{ to: 'core-001' }],
      ...nameplate('recorder', dice),
      address: exchangeAddress(2, ports),
      modules: ['snmp_host', 'snmp_hikvision'],
    }),
    draft({
      id: 'server-001',
      kind: 'server',
      ...standing,
      uplinks: [{ to: 'core-001' }],
      ...nameplate('server', dice),
      address: exchangeAddress(3, ports),
      modules: ['snmp_host'],
    }),
  ];
}

/** The exchange stands in the middle of the first district. */
function exchangeAmong(sites: readonly Site[]): Site {
  const [first] = sites;
  if (!first) throw new RangeError('a city has at least one site');
  return {
    id: 'exchange-001',
    name: name('Wutong Road exchange', '梧桐路机房'),
    district: first.district,
    location: {
      latitude: Number((first.location.latitude + 0.002).toFixed(5)),
      longitude: Number((first.location.longitude + 0.004).toFixed(5)),
    },
    importance: 'important',
  };
}

const name = (en: string, zh: string): { en: string; zh: string } => ({ en, zh });
