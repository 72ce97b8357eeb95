import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, jest, test } from '@jest/globals';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { openBrowser } from './src/browser.ts';
import { startDistrict, type District } from './src/district.ts';
import { until } from './src/until.ts';

const root = path.join(import.meta.dirname, '..');
/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(300_000);

let district: District;
let browser: Browser;
let host: ChildProcess | undefined;

beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 3 });
  browser = await openBrowser();
}, 180_000);
afterEach(() => {
  host?.kill();
});
afterAll(async () => {
  await browser?.close();
  await district?.stop();
}, 60_000);

/** The host page with another Grafana's packages, in the place of the stack's own: the service believes only this address. */
async function serveWith(grafana: string): Promise<string> {
  const { stack } = district;
  await stack.server('dashboard').stop();
  const url = new URL(stack.urls.dashboard);
  host = spawn(process.execPath, [
    path.join(root, 'grafana-plugin/host/serve.mjs'),
    ...['--port', url.port, '--ticketing-url', stack.urls.ticketing, '--grafana', grafana],
    ...['--service-token-file', stack.secretFile('service.token')],
  ]);
  await until('the host page', async () => (await fetch(`${stack.urls.dashboard}/api/signing-keys/keys`)).ok);
  return url.href;
}

test.each(['13.2', '11.6'])(
  'the built plugin shows live orders with Grafana %s; accepting changes the order in the database',
  async (grafana) => {
    const { stack, simulator, operator } = district;
    const url = await serveWith(grafana);
    const camera = stack.inventory.elements.find(({ kind }) => kind === 'camera')?.id ?? '';
    const fault = await simulator.inject('camera_hang', camera);
    const order = await until('the order for the camera', async () =>
      (await operator.orders()).find(
        ({ diagnosis, state }) => diagnosis?.faultPoint === camera && state === 'dispatched',
      ),
    );

    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(`${url}?lang=en-US&theme=dark`);
    await page.getByLabel('Login').fill(order.assignee?.contact ?? '');
    await page.getByLabel('Password').fill(stack.secrets['engineer.password']);
    await page.getByRole('button', { name: 'Log in' }).click();
    const row = page.getByRole('row', { name: order.number });
    await row.getByRole('button', { name: 'Accept' }).click();

    const database = new Client({ connectionString: stack.databaseUrl });
    await database.connect();
    try {
      await until('the order to be accepted in the database', async () => {
        const { rows } = await database.query('select state from orders where id = $1', [order.id]);
        return rows[0]?.state === 'accepted';
      });
    } finally {
      await database.end();
    }
    await row.getByText('Accepted', { exact: false }).first().waitFor();
    await page.context().close();

    await simulator.clear(fault.id);
    await until('the recovery', async () => (await operator.order(order.id)).state === 'verified', { seconds: 120 });
    await operator.command(order.id, { command: 'evaluate', score: 4 });
    await operator.command(order.id, { command: 'close', found: { outcome: 'nothing' } });
  },
  180_000,
);
