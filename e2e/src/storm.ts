import { setTimeout as pause } from 'node:timers/promises';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { symptoms, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { postAlerts, type PostedAlert } from './alertmanagerClient.ts';
import type { District } from './district.ts';
import { until } from './until.ts';

const alertOf = (symptom: SymptomId, element: Element): PostedAlert => ({
  labels: {
    alertname: symptoms[symptom].alertname,
    symptom,
    layer: symptoms[symptom].layer,
    severity: 'major',
    element_id: element.id,
    device_id: element.id,
    site_id: element.cabinet?.replace('cabinet', 'site') ?? '',
  },
  startsAt: new Date().toISOString(),
  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
});

export interface Storm {
  alerts: PostedAlert[];
  /** The elements at fault; one order each. */
  faultPoints: Set<string>;
}

/** Alerts of known truth: ten feeders that lost their mains, and cameras elsewhere that refuse their credentials. */
export function stormOf(district: District, alertCount: number): Storm {
  const { elements } = district.stack.inventory;
  // One feeder of a transformer: two would rightly be taken for an outage of the transformer.
  const perTransformer = new Map(
    elements.filter(({ kind }) => kind === 'feeder').map((feeder) => [feeder.fedBy[0], feeder]),
  );
  const feeders = [...perTransformer.values()].slice(0, 10);
  const below = feeders.flatMap((feeder) => district.fedBy(feeder.id));
  const dark = new Set(below.map(({ id }) => id));
  const power = below.filter(({ kind }) => kind === 'ups').map((ups) => alertOf('mains_lost', ups));
  const cameras = elements
    .filter(({ kind, id }) => kind === 'camera' && !dark.has(id))
    .slice(0, alertCount - power.length);
  const alerts = [...power, ...cameras.map((camera) => alertOf('camera_unauthorised', camera))];
  if (alerts.length !== alertCount) throw new Error(`this district has elements for ${alerts.length} alerts only`);
  return { alerts, faultPoints: new Set([...feeders, ...cameras].map(({ id }) => id)) };
}

/**
 * The storm comes down over some 45 s, while the ticketing service is killed at random moments and PostgreSQL is away for 20 s.
 * @returns how often the service was killed
 */
export async function weather({ stack }: District, { alerts }: Storm): Promise<number> {
  const ticketing = stack.server('ticketing');
  const perSecond = Math.ceil(alerts.length / 45);
  const rain = (async () => {
    for (let from = 0; from < alerts.length; from += perSecond) {
      await postAlerts(stack.urls.alertmanager, alerts.slice(from, from + perSecond));
      await pause(1000);
    }
  })();
  let over = false;
  const killings = (async () => {
    let kills = 0;
    for (; !over; kills += 1) {
      await pause(500 + Math.random() * 2500);
      ticketing.kill();
      await ticketing.ended;
      // As a supervisor does: a service that cannot reach its database ends at the start and is started again.
      await until('the service to come back', () => ticketing.start().then(() => true));
    }
    return kills;
  })();
  await pause(8000);
  await stack.server('postgres').stop();
  await pause(20_000);
  await stack.server('postgres').start();
  await rain;
  over = true;
  return killings;
}

/** Orders that were not joined to another, once every fault has one and every one its messages on both channels. */
export async function settled(district: District, { faultPoints }: Storm): Promise<WorkOrder[]> {
  const { operator, receivers } = district;
  const bounds = { seconds: 180, every: 1 };
  const orders = await until(
    'an order for every fault',
    async () => {
      const found = (await operator.orders()).filter(({ joinedTo }) => joinedTo === null);
      const points = new Set(found.map(({ diagnosis }) => diagnosis?.faultPoint));
      const missing = [...faultPoints].filter((point) => !points.has(point));
      if (missing.length === 0) return found;
      throw new Error(`${missing.length} faults without an order: ${missing.slice(0, 5).join()}`);
    },
    bounds,
  );
  await until(
    'the messages about every order',
    () => {
      const told = new Set(receivers.messages.map(({ order, channel }) => `${order} ${channel}`));
      return orders.every(({ id }) => told.has(`${id} email`) && told.has(`${id} webhook`));
    },
    bounds,
  );
  return orders;
}
