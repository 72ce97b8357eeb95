import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInventory } from '@roundsman/contract/inventory/load.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { maxSites } from './addresses.ts';
import { city, cityParts } from './city.ts';
import { inventoryFiles } from './yamlFiles.ts';

const reread = (sites: number, seed: number): Inventory =>
  parseInventory([...inventoryFiles(cityParts({ sites, seed }), 'test')].map(([file, text]) => ({ file, text })));

const numbers = (inventory: Inventory, kind: string): string[] =>
  inventory.elements.filter((element) => element.kind === kind).map(({ id }) => id);

/** Numbers of the sites that hang below an element, over power or over fibre. */
function sitesBelow(inventory: Inventory, id: string): string[] {
  const found = new Set([id]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const element of inventory.elements) {
      if (element.fedBy.some((feed) => found.has(feed)) || element.uplinks.some(({ to }) => found.has(to)))
        found.add(element.id);
    }
  }
  return [...found].filter((name) => name.startsWith('onu-')).sort();
}

describe('a city', () => {
  test.each([0, -1, 1.5, Number.NaN, maxSites + 1])('of %p sites is refused', (sites) => {
    expect(() => city({ sites })).toThrow(RangeError);
  });

  test('of any size and seed is a valid inventory after a round through its files', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), fc.nat(1000), (sites, seed) => {
        const inventory = reread(sites, seed);
        expect(inventory).toEqual(city({ sites, seed }));
        expect(inventory.cabinets).toHaveLength(sites);
      }),
      { numRuns: 8 },
    );
  });

  test('has 2 to 6 cameras a site and at least 12 on every full feeder', () => {
    const inventory = city({ sites: 300, seed: 3 });
    const perSite = new Map<string, number>();
    for (const { kind, cabinet } of inventory.elements)
      if (kind === 'camera' && cabinet) perSite.set(cabinet, (perSite.get(cabinet) ?? 0) + 1);
    const counts = [...perSite.values()];
    expect(Math.min(...counts)).toBe(2);
    expect(Math.max(...counts)).toBe(6);
    for (let feeder = 0; feeder < 100; feeder++)
      expect(counts.slice(feeder * 3, feeder * 3 + 3).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(12);
  });

  test('gives every device an address and a MAC address of its own', () => {
    const { elements } = city({ sites: 600 });
    const addresses = elements.flatMap(({ address }) => address ?? []);
    expect(new Set(elements.flatMap(({ mac }) => mac ?? [])).size).toBe(addresses.length);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.every((address) => /^127(\.\d{1,3}){3}:(16161|15554)$/.test(address))).toBe(true);
  });

  test('has no fibre fault that hits the same sites as a power fault', () => {
    const inventory = city({ sites: 12 });
    const byPower = [...numbers(inventory, 'feeder'), 'transformer-001', 'transformer-002'].map((id) =>
      sitesBelow(inventory, id).join(),
    );
    const byFibre = [...numbers(inventory, 'pon_port'), ...numbers(inventory, 'splitter')].map((id) =>
      sitesBelow(inventory, id).join(),
    );
    expect(byPower.filter((sites) => byFibre.includes(sites))).toEqual([]);
    expect(byFibre.every((sites) => sites.includes(','))).toBe(true);
  });

  test('leads a UPS past the switch and lets it sense the meter ahead of the breaker', () => {
    const ups = city({ sites: 1 }).elements.find(({ id }) => id === 'ups-001');
    expect(ups?.uplinks).toEqual([{ to: 'onu-001', port: 'lan2' }]);
    expect(ups?.senses).toEqual([{ input: 'bypass', element: 'meter-001' }]);
  });
});
