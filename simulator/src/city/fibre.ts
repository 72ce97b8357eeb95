import type { Element, Site } from '@roundsman/contract/inventory/schema.ts';
import { oltAddress, type Ports } from './addresses.ts';
import { draft } from './draft.ts';
import { nameplate } from './models.ts';
import { siteNumber, sitesPerFeeder } from './places.ts';
import type { Random } from './random.ts';

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

export interface Fibre {
  exchanges: Site[];
  elements: Element[];
}

/** The carrier's side: core, aggregation, OLTs in an exchange with power of its own, PON ports and splitters. */
export function fibre(sites: readonly Site[], ports: Ports, random: Random): Fibre {
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
        ...nameplate('olt', random),
        address: oltAddress(index, ports),
        modules: ['snmp_if'],
        credentials: 'snmp-default',
      }),
    ),
    ...numbered(ponPorts, (index) => {
      const port = `gpon0/1/${(index % ponPortsPerOlt) + 1}`;
      return draft({
        id: ponPortId(index),
        kind: 'pon_port',
        site: exchange.id,
        uplinks: [{ to: `olt-${siteNumber(Math.floor(index / ponPortsPerOlt))}`, port }],
      });
    }),
    ...numbered(splitters, (index) =>
      draft({
        id: splitterId(index),
        kind: 'splitter',
        name: name(`Splitter ${index + 1}`, `${index + 1}号分光器`),
        uplinks: [{ to: ponPortId(Math.floor(index / splittersPerPonPort)) }],
      }),
    ),
  ];
  return { exchanges: [exchange], elements };
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
