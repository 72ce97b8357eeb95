import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { groupOfModule } from '@roundsman/contract/vocabulary.ts';
import { startStack, type Stack, type StackOptions } from '../../scripts/stack/stack.ts';
import { clipsFolder } from './clipsFolder.ts';
import { startReceivers, type Receivers } from './receivers.ts';
import { SimulatorClient } from './simulatorClient.ts';
import { TicketingClient } from './ticketingClient.ts';
import { until } from './until.ts';

/** A whole installation on this machine with a simulated district, and receivers where its people would be. */
export interface District {
  stack: Stack;
  receivers: Receivers;
  simulator: SimulatorClient;
  operator: TicketingClient;
  /** The elements that hang on a power element, directly or through others; itself not among them. */
  fedBy: (id: string) => Element[];
  stop: () => Promise<void>;
}

export interface DistrictOptions extends Pick<StackOptions, 'profile' | 'batterySeconds' | 'measures'> {
  sites: number;
}

/** Bring it up, every device probed well once; everything that was started is stopped again when a part fails. */
export async function startDistrict({ sites, measures = true, ...options }: DistrictOptions): Promise<District> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rm-'));
  const receivers = await startReceivers();
  const clean = async (): Promise<void> => {
    await receivers.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  let stack: Stack | undefined;
  try {
    stack = await startStack({
      ...options,
      measures,
      dataDir,
      clipsDir: clipsFolder(),
      district: { sites },
      notify: {
        smtp: { host: '127.0.0.1', port: receivers.smtpPort, secure: false, from: 'roundsman@example.org' },
        webhooks: { 'oncall-receiver': { url: `${receivers.webhookUrl}people` } },
      },
      onCallUrl: `${receivers.webhookUrl}on-call`,
    });
    if (measures) await everyProbe(stack);
    const up = stack;
    return {
      stack: up,
      receivers,
      simulator: new SimulatorClient(up.urls.simulator ?? ''),
      operator: await new TicketingClient(up.urls.ticketing).logIn(up.logins.operator, up.secrets['operator.password']),
      fedBy: (id) => descendants(up.inventory.elements, id),
      stop: async () => {
        await up.stop();
        await clean();
      },
    };
  } catch (error) {
    await stack?.stop();
    await clean();
    throw error;
  }
}

async function everyProbe(stack: Stack): Promise<void> {
  // One scrape reads all modules of a group.
  const probed = stack.inventory.elements.flatMap(({ modules }) => [
    ...new Set(modules.map((module) => groupOfModule[module])),
  ]).length;
  const healthy = async (): Promise<true> => {
    const well = await query(stack, 'count(probe_success == 1)');
    if (well === probed) return true;
    const [failing, silent] = [
      await query(stack, 'count(probe_success == 0)'),
      await query(stack, 'count(up{job=~"snmp|reach|stream|management|topology"} == 0)'),
    ];
    throw new Error(`${well ?? 0} succeed, ${failing ?? 0} fail, ${silent ?? 0} gave no answer in time`);
  };
  // The slowest job asks every two minutes.
  await until(`${probed} probes to succeed`, healthy, { seconds: 180, every: 1 });
}

/** The value of an instant query with one result; null without a result. */
export async function query(stack: Stack, expr: string): Promise<number | null> {
  const reply = await fetch(`${stack.urls.prometheus}/api/v1/query?${new URLSearchParams({ query: expr })}`);
  const body = (await reply.json()) as { data?: { result?: { value?: [number, string] }[] } };
  const value = body.data?.result?.[0]?.value?.[1];
  return value === undefined ? null : Number(value);
}

function descendants(elements: readonly Element[], id: string): Element[] {
  const found = new Set([id]);
  for (let before = 0; found.size > before;) {
    before = found.size;
    for (const element of elements) if (element.fedBy.some((feeder) => found.has(feeder))) found.add(element.id);
  }
  return elements.filter((element) => element.id !== id && found.has(element.id));
}
