import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { after, city, evidenceOf } from '../../test/cityFixture.ts';
import { powerCutCase } from '../../test/http/explainedCity.ts';
import { caseSha256 } from '../domain/recordedCase/recordCase.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rmcase-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  status: number;
  out: string;
  err: string;
}
const cli = path.join(import.meta.dirname, 'diagnoseCli.ts');
const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env: { ...process.env, LANG: 'C', ...env } }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
const diagnose = async (content: string | Buffer, ...args: string[]): Promise<Ran> => {
  const file = path.join(folder, 'case.json');
  await writeFile(file, content);
  return run([file, ...args]);
};
const text = (changed: Partial<RecordedCase> = {}): string => JSON.stringify({ ...powerCutCase, ...changed });

describe('a recorded case that is judged anew', () => {
  test.each<[string, string | Buffer]>([
    ['as JSON', text()],
    ['laid out by somebody', JSON.stringify(powerCutCase, null, 4)],
    ['packed', gzipSync(text())],
  ])('gives the recorded verdict, its hash, and what speaks for it: %s', async (_name, content) => {
    const { status, out } = await diagnose(content);
    expect(out).toContain('The verdict is the recorded one, to the last digit.');
    expect(out).toContain(caseSha256(powerCutCase));
    expect(out).toMatch(/Area mains outage at feeder-1 {2}\d+\.\d %/);
    expect(out).toMatch(/\+ 3 UPSes of 3 cabinets lost mains.*\[fits it, and its rival as well, 0\.00\]/);
    expect(status).toBe(0);
  });

  test('ends without a word when nobody reads on', async () => {
    const file = path.join(folder, 'paged.json');
    await writeFile(file, text());
    const reader = spawn(process.execPath, [cli, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    reader.stdout.destroy();
    let said = '';
    reader.stderr.on('data', (chunk) => (said += String(chunk)));
    expect(await once(reader, 'close')).toEqual([0, null]);
    expect(said).toBe('');
  });

  test('answers in Chinese where that is asked for, or is the language of the terminal', async () => {
    expect((await diagnose(text(), '--lang', 'zh')).out).toContain('结论与记录完全一致');
    expect((await run([path.join(folder, 'case.json')], { LANG: 'zh_CN.UTF-8' })).out).toContain('片区市电停电');
  });

  test('says in what it differs, with the exit status 1, when the file claims another verdict', async () => {
    const verdict = { ...powerCutCase.verdict, party: 'keepers', probability: 0.5 };
    const { status, out } = await diagnose(text({ verdict, parameters: '0'.repeat(16) }));
    expect(out).toContain('The verdict is NOT the recorded one');
    expect(out).toContain('party: recorded keepers, now grid');
    expect(out).toContain('probability: recorded 0.5, now');
    expect(out).toContain('The diagnosis judges by other numbers now');
    expect(status).toBe(1);
  });

  test('differs when a reading was changed, and says so as JSON as well', async () => {
    const observations = powerCutCase.evidence.observations.map((each) => ({ ...each, value: true }));
    const changed = text({ evidence: { ...powerCutCase.evidence, observations } });
    const { status, out } = await diagnose(changed, '--json');
    expect(JSON.parse(out)).toMatchObject({ same: false, verdicts: [], differences: [{ en: expect.any(String) }] });
    expect(status).toBe(1);
  });
});

describe('a file that cannot be judged', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['is cut off', text().slice(0, 400), /not valid JSON/],
    ['has a comma too many', '{\n  "format": 1,\n}', /line 3/],
    ['is packed and cut off', gzipSync(text()).subarray(0, 300), /cannot be unpacked/],
    ['is of another version', text({ version: 2 as never }), /version: /],
    ['is something else', '[1, 2]', /neither a recorded case nor a scenario/],
    [
      'names an observable that there is not',
      text().replace('"observable":"mains_present"', '"observable":"mood"'),
      /evidence\.observations\.\d+\.observable: /,
    ],
  ])('which %s is named with its fault', async (_name, content, fault) => {
    const { status, err } = await diagnose(content);
    expect(err).toMatch(fault);
    expect(err).not.toMatch(/ at .*\.ts:\d+/);
    expect(status).toBe(2);
  });

  test('because it is not there, or a wrong option is given, is said as well', async () => {
    expect(await run([path.join(folder, 'none.json')])).toMatchObject({
      status: 2,
      err: expect.stringContaining('ENOENT'),
    });
    expect(await diagnose(text(), '--lang', 'fr')).toMatchObject({ status: 2, err: expect.stringContaining('--lang') });
    expect(await diagnose(text(), '--at', 'noon')).toMatchObject({ status: 2, err: expect.stringContaining('--at') });
    expect(await run([])).toMatchObject({ status: 2, err: expect.stringContaining('npm run diagnose') });
  });
});

test('a scenario is judged by what had arrived at its last look, or at the moment that is asked for', async () => {
  const inventory = city();
  const { observations } = evidenceOf(inventory, { bad: [[/^camera-1-1\.(reachable|link_up|media_flowing)$/, 30]] });
  const scenario = {
    version: 1,
    seed: 7,
    condition: 'complete',
    carrierData: true,
    inventory: { version: 1, ...inventory },
    arrivals: observations.map((each) => ({ arrives: each.value ? after(0) : after(50), ...each })),
    looks: [after(30), after(60)],
    faults: [
      {
        faultClass: 'camera_dead',
        row: 29,
        faultPoint: 'camera-1-1',
        party: 'keepers',
        from: after(0),
        affected: ['camera-1-1'],
      },
    ],
    wrongEdges: [],
    falseAlarms: [],
  };
  const last = await diagnose(JSON.stringify(scenario));
  expect(last.out).toMatch(/at camera-1-1 {2}\d/);
  expect(last.out).toMatch(/What was truly wrong:\n.*camera-1-1/);
  const early = await diagnose(JSON.stringify(scenario), '--at', after(40));
  expect(early.out).toContain('Nothing is bad');
  expect([last.status, early.status]).toEqual([0, 0]);
});
