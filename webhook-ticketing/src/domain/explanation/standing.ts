import type { Standing, StandingCounts } from '@roundsman/contract/explanation.ts';
import { observables, type Observable } from '@roundsman/contract/symptoms.ts';
import type { Sighting, Sightings } from '../diagnosis/sightings.ts';

/** What takes a device out altogether; whatever else is bad is bad of a device that works. */
const vital: ReadonlySet<Observable> = new Set(['reachable', 'energised', 'link_up']);

/** How the element at a position stands by its newest observations, and since when the first of what is bad was so. */
export function standingOf(sightings: Sightings, position: number): { standing: Standing; badSince: number | null } {
  const seen = observables.flatMap((observable) => sightings.get(position, observable) ?? []);
  const bad = seen.filter(({ value }) => !value);
  const since = bad.flatMap((sighting) => sighting.since ?? []);
  return { standing: judge(seen, bad), badSince: since.length === 0 ? null : Math.min(...since) };
}

function judge(seen: readonly Sighting[], bad: readonly Sighting[]): Standing {
  if (seen.length === 0) return 'unknown';
  if (bad.length === 0) return 'alive';
  const answers = seen.some(({ observable, value }) => observable === 'reachable' && value);
  return !answers && bad.some(({ observable }) => vital.has(observable)) ? 'dead' : 'impaired';
}

export const noneStanding = (): StandingCounts => ({ dead: 0, impaired: 0, alive: 0, unknown: 0 });
