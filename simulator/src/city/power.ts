import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { draft } from './draft.ts';
import { siteNumber, sitesPerFeeder } from './places.ts';

const feedersPerTransformer = 2;

export const feederOf = (site: number): string => `feeder-${siteNumber(Math.floor(site / sitesPerFeeder))}`;

/** The street's power: transformers, and feeders of three sites each. */
export function streetPower(sites: number): Element[] {
  const feeders = Math.ceil(sites / sitesPerFeeder);
  const transformers = Math.ceil(feeders / feedersPerTransformer);
  return [
    ...Array.from({ length: transformers }, (_, index) =>
      draft({
        id: `transformer-${siteNumber(index)}`,
        kind: 'transformer',
        name: { en: `Transformer ${index + 1}`, zh: `${index + 1}号变压器` },
      }),
    ),
    ...Array.from({ length: feeders }, (_, index) =>
      draft({
        id: `feeder-${siteNumber(index)}`,
        kind: 'feeder',
        name: { en: `Feeder ${index + 1}`, zh: `${index + 1}号馈线` },
        fedBy: [`transformer-${siteNumber(Math.floor(index / feedersPerTransformer))}`],
      }),
    ),
  ];
}
