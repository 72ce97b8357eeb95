import { describe, expect, test } from '@jest/globals';
import { canonicalJson, chain, verifyChain, type ChainedEvent } from './eventChain.ts';
import { acceptedStory } from './workOrder.fixture.ts';

const order = '00000000-0000-4000-8000-00000000000a';
const chained = (): ChainedEvent[] => chain(order, null, acceptedStory().events);
const changed = (at: number, change: (event: ChainedEvent) => ChainedEvent): ChainedEvent[] =>
  chained().map((event, index) => (index === at ? change(event) : event));

describe('the chain of an order', () => {
  test('breaks at the event whose time, actor or facts were changed', () => {
    const forged = [
      changed(2, (event) => ({ ...event, at: '2026-11-22T08:00:01.000Z' })),
      changed(2, (event) => ({ ...event, recordedAt: '2026-11-22T08:00:01.000Z' })),
      changed(2, (event) => ({ ...event, actor: 'user:nobody' })),
      changed(2, (event) => ({ ...event, facts: { type: 'closed' } })),
    ];
    for (const events of forged) expect(verifyChain(order, events)).toEqual({ intact: false, brokenAt: 3 });
  });

  test('breaks where an event was left out, doubled or moved', () => {
    const [one, two, three, four] = chained();
    if (!one || !two || !three || !four) throw new Error('the story has four events');
    expect(verifyChain(order, [one, three, four])).toEqual({ intact: false, brokenAt: 2 });
    expect(verifyChain(order, [one, two, two, three])).toEqual({ intact: false, brokenAt: 3 });
    expect(verifyChain(order, [one, three, two, four])).toEqual({ intact: false, brokenAt: 2 });
    expect(verifyChain(order, [two, three, four])).toEqual({ intact: false, brokenAt: 1 });
  });

  test('that does not count from 1 lacks its beginning', () => {
    const [first] = chained();
    const later = chain(order, { sequence: 1, hash: first?.previousHash ?? '' }, acceptedStory().events);
    expect(verifyChain(order, later)).toEqual({ intact: false, brokenAt: 1 });
  });

  test('cannot be passed off as the record of another order', () => {
    expect(verifyChain('00000000-0000-4000-8000-00000000000b', chained())).toEqual({ intact: false, brokenAt: 1 });
  });

  test('holds when personal data are erased', () => {
    const erased = chained().map((event) => ({ ...event, personal: {} }));
    expect(verifyChain(order, erased)).toEqual({ intact: true });
  });

  test('holds when the database spells instants and orders keys in its own way', () => {
    const reread = chained().map((event): ChainedEvent => ({
      ...event,
      at: event.at.replace('.000Z', '+00:00'),
      facts: Object.fromEntries(Object.entries(event.facts).reverse()) as ChainedEvent['facts'],
    }));
    expect(verifyChain(order, reread)).toEqual({ intact: true });
  });

  test('grows event by event into the same as at once', () => {
    let last: ChainedEvent | null = null;
    const grown = acceptedStory().events.flatMap((event) => {
      const [next] = chain(order, last, [event]);
      last = next ?? null;
      return next ? [next] : [];
    });
    expect(grown).toEqual(chained());
  });
});

describe('canonical JSON', () => {
  test('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([() => 1])).toThrow(TypeError);
  });

  test('sorts keys at every depth, keeps the order of lists and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, { d: null, c: '中' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[2,{"c":"中","d":null}]}',
    );
  });
});
