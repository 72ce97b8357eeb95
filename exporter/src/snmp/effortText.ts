import type { Effort } from './walk.ts';

/** How much an agent had of one object or column, and what it took to read it; for people. */
export const effortText = (objects: number, { requests, ms }: Effort = { requests: 0, ms: 0 }): string =>
  `${objects} objects, ${requests} requests of ${ms.toFixed(1)} ms`;
