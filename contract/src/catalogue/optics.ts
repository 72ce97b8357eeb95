import { metrics } from './metric.ts';

/** Of optical links: transceivers, PON and SDH. */
export const opticsMetrics = metrics({});
