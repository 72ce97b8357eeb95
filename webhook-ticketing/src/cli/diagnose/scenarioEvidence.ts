import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { Arrival, Scenario } from '@roundsman/contract/scenario.ts';
import { millis, type Instant } from '../../domain/instant.ts';

/** What had arrived by an instant: the newest of each element and observable. */
export function evidenceOfScenario({ arrivals }: Pick<Scenario, 'arrivals'>, at: Instant): Evidence {
  const newest = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    if (millis(arrival.arrives) > millis(at)) continue;
    const key = `${arrival.element} ${arrival.observable}`;
    const before = newest.get(key);
    if (!before || millis(before.at) <= millis(arrival.at)) newest.set(key, arrival);
  }
  return { at, observations: [...newest.values()].map(({ arrives: _arrives, ...observation }) => observation) };
}
