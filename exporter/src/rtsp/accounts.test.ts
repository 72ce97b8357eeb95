import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { CredentialStore } from '../credentials.ts';
import { Exposition } from '../probe/exposition.ts';
import type { Probe } from '../probe/prober.ts';
import { plainlyManaged, plainTarget } from '../targets.fixture.ts';
import { CameraAccounts } from './accounts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-accounts-'));
const file = path.join(folder, 'credentials.yml');
writeFileSync(file, stringify({ camera: { type: 'rtsp', username: 'admin', password: 'wrong' } }), { mode: 0o600 });
const credentials = new CredentialStore(file, () => undefined);
afterAll(() => rmSync(folder, { recursive: true }));

const probe = (credentialsName = 'camera', patienceMs = 5000): Probe => ({
  target: plainTarget({
    id: 'camera-1',
    kind: 'camera',
    modules: ['rtsp', 'onvif'],
    managed: plainlyManaged({ login: credentialsName }),
  }),
  ...{ deadline: performance.now() + patienceMs, exposition: new Exposition(), explains: false, note: () => undefined },
});

test('an account that one protocol was refused is not tried by another', async () => {
  const accounts = new CameraAccounts(credentials);
  const first = await accounts.take(probe());
  const second = accounts.take(probe());
  first.refused();
  first.release();
  await expect(second).rejects.toMatchObject({ reason: 'unauthorised', outcome: 'backed_off' });
});

test('who waits for the trial of another goes on when it succeeds, or takes its own turn when nothing was learnt', async () => {
  const accounts = new CameraAccounts(credentials);
  const first = await accounts.take(probe());
  const second = accounts.take(probe());
  const third = accounts.take(probe());
  first.release();
  const tried = await second;
  tried.accepted();
  tried.release();
  expect((await third).login).toMatchObject({ username: 'admin' });
  // A good account is in any number of hands.
  await accounts.take(probe());
});

test('nobody waits for the trial of another beyond his own deadline', async () => {
  const accounts = new CameraAccounts(credentials);
  await accounts.take(probe());
  await expect(accounts.take(probe('camera', 20))).rejects.toMatchObject({ reason: 'timeout' });
});

test('an account that the credentials file does not have is no password that could be tried', async () => {
  await expect(new CameraAccounts(credentials).take(probe('gone'))).rejects.toMatchObject({
    reason: 'credentials_missing',
  });
});

test('a refusal shows for how long the camera is left alone', async () => {
  const accounts = new CameraAccounts(credentials);
  const refused = probe();
  const account = await accounts.take(refused);
  account.refused();
  account.release();
  expect(refused.exposition.text()).toMatch(/^camera_backoff_seconds (59|60)/m);
});
