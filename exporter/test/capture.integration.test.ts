import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { hourMs, hourOf } from '../src/capture/localHours.ts';
import { samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { json, startPageServer } from './pageServer.ts';
import { promtoolFindings } from './promtool.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const token = 'token-of-the-captures';
const weekMs = 168 * hourMs;

async function exporterOf(capture: Record<string, unknown>, history = 'captures'): Promise<ExporterUnderTest> {
  const camera = { id: 'camera-1', kind: 'camera', modules: ['capture'], address: '127.0.0.1', capture };
  const config = { captures: { history, folder: 'pictures' }, credentialsFile: 'feeds.yml' };
  const under = await startExporterUnderTest([camera], {
    config,
    files: { 'feeds.yml': stringify({ feed: { type: 'capture_feed', token } }) },
  });
  closing.push(under.close);
  return under;
}
const probed = async (under: ExporterUnderTest): Promise<Record<string, number>> => {
  const text = await under.probe('camera-1', 'management');
  expect(promtoolFindings(text)).toBe('');
  return samples(text);
};
const send = (under: ExporterUnderTest, body: unknown, given = token): Promise<Response> =>
  fetch(`${under.url}/captures/camera-1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(given === '' ? {} : { Authorization: `Bearer ${given}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
/** The last full hour, as its reporter names it; so a report of a moment ago may be of the hour before. */
const lastHour = (): number => hourOf(Date.now(), 'Asia/Shanghai') - hourMs;
const iso = (at: number): string => new Date(at).toISOString();
const weeksOf = (hour: number, ...passages: number[]): Record<string, number> =>
  Object.fromEntries(passages.map((count, at) => [iso(hour - at * weekMs), count]));

describe('captures that a camera reports by itself', () => {
  test('are taken from nobody without its token, of another shape, too large or too often', async () => {
    const under = await exporterOf({ push: { credentials: 'feed' } });
    for (const given of ['', 'another-token-of-captures'])
      expect((await send(under, { total: 1 }, given)).status).toBe(401);
    expect((await fetch(`${under.url}/captures/camera-2`, { method: 'POST' })).status).toBe(401);
    for (const body of [
      { total: -1 },
      { total: 1, hours: {} },
      { hours: { '2026-11-26T08:30:00+08:00': 1 } },
      '{',
      {},
    ]) {
      const refused = await send(under, body);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { en: expect.any(String), zh: expect.any(String) } });
    }
    expect((await send(under, `"${'x'.repeat(3_000_000)}"`)).status).toBe(413);
    expect(await probed(under)).not.toHaveProperty('capture_passages');
    const answers = await Promise.all(Array.from({ length: 60 }, () => send(under, { total: 1 })));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  test('are shown against the same hour of earlier weeks, also after a new start', async () => {
    const hour = lastHour();
    const last = iso(hour + 1_800_000);
    const hours = weeksOf(hour, 0, 120, 4, 130);
    const history = mkdtempSync(path.join(tmpdir(), 'roundsman-history-'));
    closing.push(() => rmSync(history, { recursive: true }));
    const under = await exporterOf({ push: { credentials: 'feed' } }, history);
    expect((await send(under, { hours: weeksOf(hour, 3) })).status).toBe(200);
    expect((await send(under, { hours, last })).status).toBe(200);
    const shown = { capture_passages: 0, capture_passages_expected: 120, capture_baseline_size: 3 };
    const first = await probed(under);
    expect(first).toMatchObject({ ...shown, capture_last_passage_timestamp_seconds: (hour + 1_800_000) / 1000 });
    closing.pop();
    await under.close();
    expect(readdirSync(history)).toEqual(['camera-1.json']);
    expect(statSync(path.join(history, 'camera-1.json')).size).toBeLessThan(1000);
    const again = await exporterOf({ push: { credentials: 'feed' } }, history);
    expect(await probed(again)).toMatchObject(shown);
  });

  test('begin anew, with a warning, where the file of the weeks is broken', async () => {
    const under = await exporterOf({ push: { credentials: 'feed' } });
    writeFileSync(path.join(under.folder, 'captures', 'camera-1.json'), '{"version":1,"hours":[[');
    const found = await probed(under);
    expect(found).toMatchObject({ probe_success: 1, capture_baseline_size: 0 });
    expect(found).not.toHaveProperty('capture_passages_expected');
    expect(under.logged()).toContain('the history of camera-1 begins anew');
  });
});

describe('captures that are read', () => {
  test('from a page are unknown where it fails, and known from its hours', async () => {
    let body: unknown = { hours: 'none' };
    const server = await startPageServer((request, response) => json(body)(request, response));
    closing.push(server.close);
    const under = await exporterOf({ http: { port: server.port } });
    const failed = await probed(under);
    expect(failed).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="protocol"}': 1 });
    expect(failed).not.toHaveProperty('capture_passages');
    body = { hours: weeksOf(lastHour(), 7, 9) };
    expect(await probed(under)).toMatchObject({ probe_success: 1, capture_passages: 7, capture_passages_expected: 9 });
  });

  test('from a folder are not taken for none where the folder is missing', async () => {
    const under = await exporterOf({ folder: { path: 'camera-1/{yyyy}/{MM}/{dd}/{HH}' } });
    const failed = await probed(under);
    expect(failed).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="unreachable"}': 1 });
    expect(failed).not.toHaveProperty('capture_passages');
    mkdirSync(path.join(under.folder, 'pictures', 'camera-1'), { recursive: true });
    expect(await probed(under)).toMatchObject({ probe_success: 1, capture_passages: 0 });
  });
});
