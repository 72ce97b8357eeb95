/**
 * How fast the stack looks and decides. `production` is what the provisioned files say; `test` is the same with every
 * interval shorter by one factor, so that the end-to-end walks keep the proportions and do not wait.
 */
export interface Profile {
  name: 'production' | 'test';
  /** Every duration of the rules, scrapes and groups is multiplied by this. */
  timeScale: number;
  exporter: {
    probes: { rtspWindowSeconds: number };
    pictures: { everyMinutes: number };
    inventoryPollSeconds: number;
  };
  ticketing: {
    correlationHoldSeconds: number;
    reconciliation: { intervalSeconds: number; absenceSeconds: number; settlingSeconds: number };
    verification: { healthySeconds: number; graceSeconds: number };
  };
}

export const profiles = {
  production: {
    name: 'production',
    timeScale: 1,
    exporter: { probes: { rtspWindowSeconds: 3 }, pictures: { everyMinutes: 5 }, inventoryPollSeconds: 5 },
    ticketing: {
      correlationHoldSeconds: 4,
      reconciliation: { intervalSeconds: 30, absenceSeconds: 45, settlingSeconds: 180 },
      verification: { healthySeconds: 60, graceSeconds: 300 },
    },
  },
  // 15 s between scrapes become 2 s, 30 s for streams become 4 s, 5 min between looks at a picture 6 s: each visit or every second.
  test: {
    name: 'test',
    timeScale: 2 / 15,
    exporter: { probes: { rtspWindowSeconds: 1.5 }, pictures: { everyMinutes: 0.1 }, inventoryPollSeconds: 1 },
    ticketing: {
      correlationHoldSeconds: 1,
      reconciliation: { intervalSeconds: 4, absenceSeconds: 6, settlingSeconds: 24 },
      verification: { healthySeconds: 6, graceSeconds: 30 },
    },
  },
} as const satisfies Record<string, Profile>;
