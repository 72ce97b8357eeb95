import { Agent, get } from 'node:http';
import type { ProbeGroup } from '@roundsman/contract/vocabulary.ts';

/** Every device is asked once in this time, as Prometheus does: spread evenly, each at its own moment. */
const intervalMs = 60_000;

export interface Scraped {
  /** From the device's moment to the whole answer, ms. */
  afterMs: number;
  good: boolean;
}

interface Asked {
  port: number;
  group: ProbeGroup;
  devices: readonly string[];
}

/** Asks an exporter for every device once a minute, for so many minutes. */
export async function scrapeEvenly({ minutes, ...asked }: Asked & { minutes: number }): Promise<Scraped[]> {
  const agent = new Agent({ keepAlive: true });
  const { length } = asked.devices;
  const begin = performance.now() + 100;
  const scrapes: Promise<Scraped>[] = [];
  for (let at = 0; at < length * minutes;) {
    const now = performance.now() - begin;
    for (; at < length * minutes && (at * intervalMs) / length <= now; at++) {
      const due = begin + (at * intervalMs) / length;
      scrapes.push(scrape(agent, asked, asked.devices[at % length] ?? '', due));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const scraped = await Promise.all(scrapes);
  agent.destroy();
  return scraped;
}

function scrape(agent: Agent, { port, group }: Asked, device: string, due: number): Promise<Scraped> {
  return new Promise((resolve) => {
    const ended = (good: boolean): void => resolve({ afterMs: performance.now() - due, good });
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '10' };
    const path = `/probe?target=${device}&module=${group}`;
    const request = get({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (part: string) => void (text += part));
      response.on('end', () => ended(response.statusCode === 200 && /^probe_success 1$/m.test(text)));
      response.on('error', () => ended(false));
    });
    request.on('error', () => ended(false));
  });
}
