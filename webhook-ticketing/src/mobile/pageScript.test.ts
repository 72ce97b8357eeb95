import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { engineer, now, powerCut, sentBack } from '../../test/http/demoCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { ticketingDouble } from '../../test/http/ticketingDouble.ts';

const enRoute = { ...powerCut, state: 'en_route' as const, actions: ['arrive' as const] };
const near = { latitude: 31.2313, longitude: 121.4737, accuracy: 8 };

jest.setTimeout(30_000);

describe('the script of the pages, in Chromium', () => {
  let browser: Browser;
  let service: Service;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
    const ticketing = ticketingDouble({
      getWorkOrder: (_user, id) => Promise.resolve({ ok: id === sentBack.id ? sentBack : enRoute }),
    });
    service = await serve({ ticketing });
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
  });
  beforeEach(() => {
    service.ticketing.calls.length = 0;
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB', ...options });
    const [name = '', value = ''] = service.session(engineer).cookie.split('=');
    await context.addCookies([{ name, value, url: service.url }]);
    const page = await context.newPage();
    await page.goto(`${service.url}${path}`);
    return page;
  };
  const commands = () => service.ticketing.calls.filter((call) => call.use === 'command').map((call) => call.args[2]);
  const allowed = { geolocation: near, permissions: ['geolocation'] };

  test('an arrival takes the position along where the phone allows it', async () => {
    const page = await open(`/field/orders/${enRoute.id}`, allowed);
    await page.getByRole('button', { name: 'I have arrived' }).click();
    await page.getByText('Done: I have arrived').waitFor();
    expect(commands()).toEqual([
      expect.objectContaining({
        command: 'arrive',
        position: { latitude: near.latitude, longitude: near.longitude, accuracyMetres: 8 },
      }),
    ]);
    await page.context().close();
  });

  test('an arrival is sent without a position where the phone refuses it', async () => {
    const page = await open(`/field/orders/${enRoute.id}`);
    await page.getByRole('button', { name: 'I have arrived' }).click();
    await page.getByText('Done: I have arrived').waitFor();
    expect(commands()).toEqual([expect.not.objectContaining({ position: expect.anything() })]);
    await page.context().close();
  });

  test('without scripts the same form works', async () => {
    const page = await open(`/field/orders/${enRoute.id}`, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'I have arrived' }).click();
    await page.getByText('Done: I have arrived').waitFor();
    expect(commands()).toHaveLength(1);
    await page.context().close();
  });

  test('two taps send a form once', async () => {
    const page = await open(`/field/orders/${sentBack.id}`);
    await page.locator('#do-note summary').click();
    await page.locator('#note-note').fill('the lock is rusty');
    await page.getByRole('button', { name: 'Add a note' }).dblclick();
    await page.getByText('Done: Add a note').waitFor();
    expect(commands()).toHaveLength(1);
    await page.context().close();
  });

  test('the way to the form of the fix opens it and puts the cursor into it', async () => {
    const page = await open(`/field/orders/${sentBack.id}`);
    await page.getByRole('link', { name: 'Report the fix' }).click();
    expect(await page.locator('#do-claim_fix :focus').count()).toBe(1);
    await page.context().close();
  });

  test('deadlines are counted down, and turn overdue', async () => {
    const page = await open('/field', {});
    await page.clock.install({ time: now.getTime() - 60_000 });
    await page.clock.pauseAt(now);
    await page.reload();
    await page.getByText('1 h 44 min left').first().waitFor();
    await page.clock.runFor('01:50:00');
    await page.getByText('overdue by 6 min').waitFor();
    await page.context().close();
  });

  test('distances to the orders are shown on demand', async () => {
    const page = await open('/field', allowed);
    await page.getByRole('button', { name: 'Show distances' }).click();
    await page.getByText('100 m').first().waitFor();
    await page.context().close();
  });

  test('a report takes the position on a tap, and gives it back on another', async () => {
    const page = await open('/report', allowed);
    const button = page.locator('[data-use-position]');
    await button.click();
    await page.getByText('Position added (±8 m)').waitFor();
    expect(await page.locator('input[name=latitude]').inputValue()).toBe(String(near.latitude));
    await button.click();
    expect(await page.locator('input[name=latitude]').inputValue()).toBe('');
    await page.context().close();
  });

  test('nothing on any page offends its own policy', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    for (const path of ['/login', '/report', '/report?element=cam-0171']) await page.goto(`${service.url}${path}`);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
