import { cabinetMetrics } from './catalogue/cabinet.ts';
import { captureMetrics } from './catalogue/capture.ts';
import { carrierMetrics } from './catalogue/carrier.ts';
import { clockMetrics } from './catalogue/clock.ts';
import { deviceMetrics } from './catalogue/device.ts';
import { identityMetrics } from './catalogue/identity.ts';
import { opticsMetrics } from './catalogue/optics.ts';
import { pictureMetrics } from './catalogue/picture.ts';
import { portsMetrics } from './catalogue/ports.ts';
import { powerMetrics } from './catalogue/power.ts';
import { reachMetrics } from './catalogue/reach.ts';
import { recordingMetrics } from './catalogue/recording.ts';
import { streamMetrics } from './catalogue/stream.ts';
import { topologyMetrics } from './catalogue/topology.ts';

/**
 * Every metric of the house: name, type, help, labels. Base units; `_total` only on counters that outlive a scrape (what a
 * probe saw in its window is a gauge beside the window's length); unknown is absent, never an invented zero.
 */
export type { Metric } from './catalogue/metric.ts';
export { amissMetrics, amissName, isAmiss } from './catalogue/metric.ts';
export { exporterMetrics } from './catalogue/exporter.ts';
export { ticketingMetrics } from './catalogue/ticketing.ts';

/** Labels that service discovery puts on every series of a device. */
export const targetLabels = ['device_id', 'device_kind', 'site_id', 'district_id'] as const;

/** What `/probe` may answer. */
export const probeMetrics = {
  ...deviceMetrics,
  ...portsMetrics,
  ...powerMetrics,
  ...cabinetMetrics,
  ...opticsMetrics,
  ...carrierMetrics,
  ...reachMetrics,
  ...streamMetrics,
  ...pictureMetrics,
  ...clockMetrics,
  ...identityMetrics,
  ...recordingMetrics,
  ...captureMetrics,
  ...topologyMetrics,
};
