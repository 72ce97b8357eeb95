import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { Scenario } from '@roundsman/contract/scenario.ts';

/** What has arrived by an instant of the scenario. */
export const evidenceAt = ({ arrivals }: Scenario, look: string): Evidence => {
  const now = Date.parse(look);
  return {
    at: look,
    observations: arrivals.flatMap(({ arrives, ...observation }) => (Date.parse(arrives) <= now ? [observation] : [])),
  };
};
