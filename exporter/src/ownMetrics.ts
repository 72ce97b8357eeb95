import { exporterMetrics, type Metric } from '@roundsman/contract/catalogue.ts';
import { probeGroups } from '@roundsman/contract/vocabulary.ts';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { decoderFailures, type DecoderFailureReason } from './decoding/decoder.ts';
import type { LiveTargets } from './discovery/liveTargets.ts';
import type { ProbeObserver } from './probe/runner.ts';
import { dropReasons, type DropReason } from './snmp/socket.ts';
import type { TopologyBook } from './topology/topologyBook.ts';
import { notificationOutcomes, type NotificationOutcome } from './traps/outcome.ts';

/** What the exporter says of itself. */
export interface OwnMetrics {
  registry: Registry;
  probes: ProbeObserver;
  messageDropped: (reason: DropReason) => void;
  notified: (outcome: NotificationOutcome) => void;
  pictures: { judged: () => void; dropped: () => void; decoderFailed: (reason: DecoderFailureReason) => void };
  /** From now on tell of this inventory, and of how switches differ from it. */
  follow: (live: LiveTargets, topology: TopologyBook) => void;
}

export function createOwnMetrics(): OwnMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let live: LiveTargets | undefined;
  let topology: TopologyBook | undefined;
  const describe = (name: keyof typeof exporterMetrics) => {
    const { help, labels = [] }: Metric = exporterMetrics[name];
    return { name, help, labelNames: [...labels], registers: [registry] };
  };

  new Gauge({
    ...describe('roundsman_exporter_inventory_reload_success'),
    collect() {
      if (live) this.set(live.current ? 1 : 0);
    },
  });
  new Gauge({
    ...describe('roundsman_exporter_inventory_reload_timestamp_seconds'),
    collect() {
      if (live) this.set(live.loaded.getTime() / 1000);
    },
  });
  new Gauge({
    ...describe('roundsman_exporter_inventory_elements'),
    collect() {
      this.reset();
      for (const { kind } of live?.inventory.elements ?? []) this.inc({ kind });
    },
  });
  new Gauge({
    ...describe('roundsman_exporter_topology_differences'),
    collect() {
      this.reset();
      for (const [kind, count] of Object.entries(topology?.totals() ?? {})) this.set({ kind }, count);
    },
  });
  const probes = new Counter(describe('roundsman_exporter_probes_total'));
  const inFlight = new Gauge(describe('roundsman_exporter_probes_in_flight'));
  const dropped = new Counter(describe('roundsman_exporter_snmp_messages_dropped_total'));
  const notifications = new Counter(describe('roundsman_exporter_notifications_total'));
  const judged = new Counter(describe('roundsman_exporter_picture_verdicts_total'));
  const visitsDropped = new Counter(describe('roundsman_exporter_picture_visits_dropped_total'));
  const decoderFailed = new Counter(describe('roundsman_exporter_decoder_failures_total'));
  for (const reason of decoderFailures) decoderFailed.inc({ reason }, 0);
  for (const outcome of notificationOutcomes) notifications.inc({ outcome }, 0);
  for (const module of probeGroups) inFlight.set({ module }, 0);
  for (const reason of dropReasons) dropped.inc({ reason }, 0);

  return {
    registry,
    probes: {
      started: (module) => inFlight.inc({ module }),
      finished: (module, outcome) => {
        inFlight.dec({ module });
        probes.inc({ module, outcome });
      },
    },
    messageDropped: (reason) => dropped.inc({ reason }),
    pictures: {
      judged: () => judged.inc(),
      dropped: () => visitsDropped.inc(),
      decoderFailed: (reason) => decoderFailed.inc({ reason }),
    },
    notified: (outcome) => notifications.inc({ outcome }),
    follow: (targets, book) => {
      live = targets;
      topology = book;
    },
  };
}
