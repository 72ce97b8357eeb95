import { metrics } from './metric.ts';

/** Of the reachability of a device. */
export const reachMetrics = metrics({});
