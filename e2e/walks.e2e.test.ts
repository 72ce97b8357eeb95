import { afterAll, beforeAll, describe, expect, test, jest } from '@jest/globals';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './src/browser.ts';
import { startDistrict, type District } from './src/district.ts';
import { claimFix, openPhone, tap } from './src/phone.ts';
import type { InjectedFault } from './src/simulatorClient.ts';
import { until } from './src/until.ts';

/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(300_000);

let district: District;
let browser: Browser;
let phone: Page;
let order: WorkOrder;

beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 12, batterySeconds: 25 });
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await district?.stop();
}, 60_000);

const unfinished = () => district.operator.orders();
const eventTypes = async (id: string) => (await district.operator.record(id)).events.map(({ type }) => type);

describe('a power cut to a feeder with three sites', () => {
  let feeder = '';
  let fault: InjectedFault;
  let trackingUrl = '';

  test('becomes exactly one order that names cause, fault point and power company', async () => {
    const { inventory } = district.stack;
    feeder = inventory.elements.find(({ kind }) => kind === 'feeder')?.id ?? '';
    const behind = district.fedBy(feeder);
    expect(new Set(behind.filter(({ kind }) => kind === 'cabinet_supply').map(({ cabinet }) => cabinet)).size).toBe(3);
    expect(behind.filter(({ kind }) => kind === 'camera').length).toBeGreaterThanOrEqual(12);

    fault = await district.simulator.inject('feeder_power_cut', feeder);
    order = await until('an order for the feeder', async () =>
      (await unfinished()).find(({ diagnosis }) => diagnosis?.faultPoint === feeder),
    );
    expect(order.diagnosis).toMatchObject({ faultClass: 'area_mains_outage', faultPoint: feeder });
    const powerCompany = inventory.parties.find(({ role }) => role === 'power_company');
    expect(order.party?.id).toBe(powerCompany?.id);
    expect(order.diagnosis?.candidates[0]?.for.length).toBeGreaterThan(0);
    expect(await unfinished()).toHaveLength(1);
  });

  test('tells the person on duty by mail and by webhook', async () => {
    const told = await until('both messages', () => {
      const about = district.receivers.messages.filter(
        ({ text }) => text.includes(order.number) || text.includes(order.id),
      );
      return new Set(about.map(({ channel }) => channel)).size === 2 && about;
    });
    const seconds = Math.min(...told.map(({ at }) => at - fault.onset)) / 1000;
    console.log(`from injection to message: ${seconds.toFixed(1)} s (test profile)`);
    expect(seconds).toBeLessThan(60);
    const informed = await until('the receipt in the record', async () =>
      (await eventTypes(order.id)).includes('informed'),
    );
    expect(informed).toBe(true);
  });

  test('stays one order when the batteries are empty and everything there falls silent', async () => {
    const dead = district.fedBy(feeder).filter(({ modules }) => modules.length > 0);
    await until(
      'all devices behind the feeder to be attached',
      async () => {
        order = await district.operator.order(order.id);
        return dead.every(({ id }) => order.affected.includes(id));
      },
      { seconds: 120 },
    );
    expect((await unfinished()).map(({ number }) => number)).toEqual([order.number]);
    expect(order.diagnosis).toMatchObject({ faultClass: 'area_mains_outage', faultPoint: feeder });
  });

  test("a citizen's report joins the open order", async () => {
    const camera = district.fedBy(feeder).find(({ kind }) => kind === 'camera');
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      baseURL: district.stack.urls.ticketing,
    });
    const page = await context.newPage();
    await page.goto(`/report?element=${camera?.id}&lang=en`);
    await page.getByText('No power', { exact: true }).click();
    await page.getByLabel(/Describe it/).fill('The traffic light camera is dark <script>alert(1)</script>');
    await page.getByRole('button', { name: 'Send report' }).click();
    const link = page.locator('a[href*="/track/"]').first();
    await link.waitFor();
    trackingUrl = (await link.getAttribute('href')) ?? '';
    order = await until('the report at the order', async () => {
      const now = await district.operator.order(order.id);
      return now.reports === 1 && now;
    });
    expect(await unfinished()).toHaveLength(1);
    await context.close();
  });

  test('a link that is only opened changes nothing; accepting, arriving and fixing are done on the phone', async () => {
    const person = order.assignee?.contact ?? '';
    phone = await openPhone(
      browser,
      district.stack.urls.ticketing,
      person,
      district.stack.secrets['engineer.password'],
    );
    const site = order.site?.location ?? { latitude: 0, longitude: 0 };
    await phone.context().setGeolocation({ ...site, accuracy: 15 });
    const before = await district.operator.order(order.id);
    await phone.goto(`/field/orders/${order.id}`);
    expect((await district.operator.order(order.id)).version).toBe(before.version);

    await tap(phone, /^Accept/);
    expect((await district.operator.order(order.id)).state).toBe('accepted');
    await tap(phone, /way/i);
    await tap(phone, /arrive|on site/i);
    expect((await district.operator.order(order.id)).clocks.find(({ name }) => name === 'on_site')?.state).toBe('met');
  });

  test('a claimed fix that is none comes back to the engineer with the reason', async () => {
    await claimFix(phone, 'Reset everything, should be fine now');
    order = await until(
      'the order to come back',
      async () => {
        const now = await district.operator.order(order.id);
        return now.sentBack !== null && now;
      },
      { seconds: 90 },
    );
    expect(order.state).not.toBe('verified');
    await phone.goto(`/field/orders/${order.id}?lang=en`);
    await phone.getByText('This order came back').waitFor();
    expect(await eventTypes(order.id)).toContain('fix_refuted');
    await until('the message to the engineer', () =>
      district.receivers.messages.some(
        (message) => message.order === order.id && /came back|sent back|退回/.test(message.text),
      ),
    );
  });

  test('after the power is back the fix is verified by measurement, evaluated and closed', async () => {
    await district.simulator.clear(fault.id);
    await phone.goto(`/field/orders/${order.id}?lang=en`);
    await claimFix(phone, 'Power company has restored the feeder', `fault/area_mains_outage/${feeder}`);
    await until('the fix to be verified', async () => (await district.operator.order(order.id)).state === 'verified', {
      seconds: 120,
    });
    await district.operator.command(order.id, { command: 'evaluate', score: 5 });
    order = await district.operator.command(order.id, { command: 'close' });
    expect(order).toMatchObject({
      state: 'closed',
      found: { cause: { outcome: 'fault', faultPoint: feeder, party: order.party?.id } },
    });
    expect(await unfinished()).toEqual([]);
    const record = await district.operator.record(order.id);
    expect(record.chainIntact).toBe(true);
  });

  test('the tracking page shows progress and outcome, and nothing that a citizen must not see', async () => {
    const page = await browser.newPage();
    await page.goto(
      new URL(`${trackingUrl}${trackingUrl.includes('?') ? '&' : '?'}lang=en`, district.stack.urls.ticketing).href,
    );
    const text = await page.locator('body').innerText();
    expect(text).toMatch(/closed|solved/i);
    expect(text).toContain('12345');
    const secrets = [
      order.party?.name.en,
      order.assignee?.name.en,
      order.assignee?.contact,
      feeder,
      ...order.affected,
      order.title.en,
      '<script>',
    ];
    const html = await page.content();
    expect(secrets.filter((secret) => secret !== undefined && html.includes(secret))).toEqual([]);
    await page.close();
  });

  test('the SLA report shows each clock', async () => {
    const { lines } = await district.operator.sla(new Date(Date.now() - 3_600_000), new Date(Date.now() + 1000));
    const met = lines.filter(({ party, met }) => party === order.party?.id && met === 1).map(({ clock }) => clock);
    expect(met.sort()).toEqual(['accepted', 'informed', 'on_site', 'solved']);
  });
});
