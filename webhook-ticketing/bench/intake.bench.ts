import type { WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import { privateCluster } from '../test/cluster.ts';
import { testCity } from '../test/city.ts';
import { alert, openScene, type Scene } from '../test/harness.ts';

/**
 * How fast the intake makes alerts durable (PostgreSQL with fsync, `receiveAlerts` from a parsed body to the commit), and how long
 * a storm takes from its receipt to work orders and to messages.
 */
const sites = 500;
const cameras = 9;
const secondsEach = 5;

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

interface Rate {
  way: string;
  alertsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

let serial = 0;
const fresh = (scene: Scene, count: number): WebhookAlert[] =>
  Array.from({ length: count }, () => {
    serial += 1;
    const camera = `cam-${(serial % sites) + 1}-${(serial % cameras) + 1}`;
    return {
      ...alert('camera_unreachable', camera, scene.clock.now().toISOString()),
      fingerprint: serial.toString(16),
    };
  });

async function intakeRate(scene: Scene, alertsInBody: number, concurrency: number): Promise<Rate> {
  const durations: number[] = [];
  const ends = performance.now() + secondsEach * 1000;
  const sender = async (): Promise<void> => {
    while (performance.now() < ends) {
      const body = fresh(scene, alertsInBody);
      const started = performance.now();
      await scene.app.ticketing.receiveAlerts(body, 'webhook');
      durations.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, sender));
  const seconds = (performance.now() - started) / 1000;
  return {
    way: `${alertsInBody} alert(s) a body, ${concurrency} at a time`,
    alertsPerSecond: Math.round((durations.length * alertsInBody) / seconds),
    p50Ms: Math.round(percentile(durations, 0.5)),
    p99Ms: Math.round(percentile(durations, 0.99)),
  };
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/** The feeder of the whole city fails: each UPS and each camera says so, in bodies of 250. */
async function storm(
  scene: Scene,
): Promise<{ alerts: number; orders: number; intake: number; judge: number; notify: number }> {
  const startsAt = scene.clock.now().toISOString();
  const alerts = Array.from({ length: sites }, (_, index) => index + 1).flatMap((n) => [
    alert('mains_lost', `ups-${n}`, startsAt),
    ...Array.from({ length: cameras }, (_, c) => alert('camera_unreachable', `cam-${n}-${c + 1}`, startsAt)),
  ]);
  const distinct = alerts.map((each, index) => ({ ...each, fingerprint: `f${index.toString(16)}` }));
  const bodies = Array.from({ length: Math.ceil(distinct.length / 250) }, (_, i) =>
    distinct.slice(i * 250, (i + 1) * 250),
  );
  const intake = await timed(() =>
    Promise.all(bodies.map((body) => scene.app.ticketing.receiveAlerts(body, 'webhook'))),
  );
  scene.clock.advance(5);
  const judge = await timed(() => scene.app.duties.correlate());
  const notify = await timed(() => scene.app.duties.drainOutbox());
  return { alerts: distinct.length, orders: (await scene.orders()).length, intake, judge, notify };
}

const cluster = await privateCluster({ durable: true });
try {
  const rates: Rate[] = [];
  const first = await openScene(await cluster.createDatabase(), testCity(sites, cameras));
  for (const [body, concurrency] of [
    [1, 1],
    [1, 8],
    [50, 4],
    [250, 4],
  ] as const) {
    rates.push(await intakeRate(first, body, concurrency));
  }
  await first.dispose();
  console.table(rates);

  const second = await openScene(await cluster.createDatabase(), testCity(sites, cameras));
  const result = await storm(second);
  await second.dispose();
  console.table([result]);
  const best = Math.max(...rates.map(({ alertsPerSecond }) => alertsPerSecond));
  const single = rates[0]?.alertsPerSecond ?? 0;
  const { alerts, orders, intake, judge, notify } = result;
  console.log(
    JSON.stringify({
      alerts_per_second_single: single,
      alerts_per_second_best: best,
      storm_alerts: alerts,
      storm_orders: orders,
      storm_intake_s: Number(intake.toFixed(2)),
      storm_to_orders_s: Number((intake + judge).toFixed(2)),
      storm_to_messages_s: Number((intake + judge + notify).toFixed(2)),
    }),
  );
} finally {
  await cluster.dispose();
}
