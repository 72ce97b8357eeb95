import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { command } from '@roundsman/contract/workOrder.ts';
import { chromium, type Browser, type Page } from 'playwright-core';
import { sampleOrders } from '../testing/orders.ts';
import { password, startStubTicketing, type StubTicketing } from '../testing/stubTicketing.ts';
import { grafanaVersions, startPreview, type Preview } from './server/previewServer.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);
assert.ok(executablePath, 'a Chromium is needed: apt-get install chromium');
const patience = { timeout: 20_000 };

let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});
after(() => browser.close());

for (const grafana of grafanaVersions) {
  const bundle = path.resolve(import.meta.dirname, `dist/grafana-${grafana}/main.js`);
  const skip = existsSync(bundle) ? false : `no bundle for Grafana ${grafana}: run \`npm run build:host\``;

  describe(`the built plugin with the packages of Grafana ${grafana}`, { skip }, () => {
    let ticketing: StubTicketing;
    let preview: Preview;
    /** In English, of the dispatcher. */
    let page: Page;
    const complaints: string[] = [];

    before(async () => {
      ticketing = await startStubTicketing(sampleOrders(Date.now()));
      const { url: ticketingUrl, serviceToken } = ticketing;
      preview = await startPreview({ port: 0, ticketingUrl, serviceToken, grafana, log: (line) => assert.fail(line) });
      ticketing.grafanaUrl = preview.url;
      page = await open('theme=dark&lang=en-US');
    });
    after(async () => {
      await preview.close();
      await ticketing.close();
    });

    /** Opens the preview logged in; whatever the browser complains about is kept. */
    async function open(query: string, login = 'dispatcher') {
      const opened = await browser.newPage({ viewport: { width: 1200, height: 800 } });
      opened.on('pageerror', (error) => complaints.push(String(error)));
      opened.on('console', (message) => {
        if (message.type() === 'error') {
          complaints.push(`${message.text()} ${message.location().url}`);
        }
      });
      await opened.goto(`${preview.url}?${query}`);
      await opened.locator('input[name=login]').fill(login);
      await opened.locator('input[name=password]').fill(password);
      await opened.locator('form button').click();
      await opened.getByRole('row').or(opened.getByRole('alert')).first().waitFor(patience);
      return opened;
    }
    const row = (within: Page, number: string) => within.getByRole('row', { name: number });

    test('a press of accept changes the order at the service, and the row shows it', async () => {
      const mains = row(page, 'WO-20261122-0041');
      await mains.getByRole('button', { name: 'Accept' }).click(patience);
      await mains.getByText('Accepted', { exact: true }).waitFor(patience);
      const sent = ticketing.seen.find(({ path: asked }) => asked.endsWith('/commands'));
      assert.equal(sent?.login, 'dispatcher');
      assert.equal(ticketing.orders.find(({ number }) => number === 'WO-20261122-0041')?.state, 'accepted');
    });

    test('the menu has the other commands', async () => {
      await row(page, 'WO-20261122-0039').getByRole('button', { name: 'More actions' }).click(patience);
      await page.getByRole('menuitem', { name: 'Suspend the clock' }).waitFor(patience);
      await page.keyboard.press('Escape');
    });

    test('the data source answers the SLA with its units', async () => {
      await page.getByRole('cell', { name: '95.1%' }).waitFor(patience);
      await page.getByRole('cell', { name: '1.80 hours' }).first().waitFor(patience);
    });

    test('the data source answers by party how often it was blamed wrongly', async () => {
      await page.getByRole('columnheader', { name: 'Held responsible' }).waitFor(patience);
      await page.getByRole('row', { name: 'Metro Telecom 6 2 67%' }).waitFor(patience);
    });

    test('at the width of a phone nothing is wider than the screen', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('columnheader', { name: 'Devices' }).waitFor({ state: 'hidden', ...patience });
      const rights = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('[role=row]')].map(
          (element) => element.getBoundingClientRect().right,
        ),
      );
      assert.ok(Math.max(...rights) <= 390, rights.join());
    });

    test('the browser had nothing to complain about', () => {
      assert.deepEqual(complaints, []);
    });

    test('dispatching picks a person, and a refusal is told in Chinese where the page is Chinese', async () => {
      const chinese = await open('theme=light&lang=zh-Hans');
      ticketing.refuseNext = 'nobody_on_duty';
      await row(chinese, 'WO-20261122-0042').getByRole('button', { name: '派单' }).click(patience);
      const dialog = chinese.getByRole('dialog');
      await dialog.getByRole('radio', { name: '赵敏' }).check(patience);
      await dialog.getByRole('button', { name: '派单' }).click();
      await dialog.getByText('请指定人员，或完善排班。').waitFor(patience);
      await dialog.getByRole('button', { name: '派单' }).click();
      await dialog.waitFor({ state: 'hidden', ...patience });
      const { body } = ticketing.seen.filter(({ path: asked }) => asked.endsWith('/commands')).at(-1) ?? {};
      const sent = command.parse(body);
      assert.ok(sent.command === 'dispatch' && sent.contact === 'zhao-min');
      await chinese.close();
    });

    test('a police user sees counts and no orders', async () => {
      const officer = await open('theme=light&lang=en-US', 'officer');
      await officer.getByText('Shown are counts only.').waitFor(patience);
      assert.equal(await officer.getByRole('row', { name: /WO-/ }).count(), 0);
      await officer.close();
    });
  });
}
