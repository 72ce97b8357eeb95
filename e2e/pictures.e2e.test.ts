import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { Browser } from 'playwright-core';
import { openBrowser } from './src/browser.ts';
import { query, startDistrict, type District } from './src/district.ts';
import { openPhone } from './src/phone.ts';
import type { InjectedFault } from './src/simulatorClient.ts';
import { until } from './src/until.ts';

/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(240_000);

let district: District;
let browser: Browser;
let camera = '';
let fault: InjectedFault;
let order: WorkOrder;

beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 1 });
  browser = await openBrowser();
  camera = district.stack.inventory.elements.find(({ kind }) => kind === 'camera')?.id ?? '';
  await until(
    'a good verdict on its picture',
    async () => (await query(district.stack, `picture_fault{device_id="${camera}",fault="black"}`)) === 0,
    { seconds: 90 },
  );
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await district?.stop();
}, 60_000);

describe('a camera that goes on sending and shows nothing', () => {
  test('becomes exactly one order, which says so', async () => {
    fault = await district.simulator.inject('black_picture', camera);
    order = await until(
      'an order for the camera',
      async () => (await district.operator.orders()).find(({ diagnosis }) => diagnosis?.faultPoint === camera),
      { seconds: 120 },
    );
    expect(order.diagnosis).toMatchObject({ faultClass: fault.faultClass, faultPoint: camera });
    expect(order.diagnosis?.candidates[0]?.for.map(({ text }) => text.en).join()).toContain('shows a black picture');
    expect(await district.operator.orders()).toHaveLength(1);
  });

  test('shows its black picture on the phone of the engineer', async () => {
    order = await until('the picture at the order', async () => {
      const now = await district.operator.order(order.id);
      return now.pictures.length > 0 && now;
    });
    expect(order.pictures).toMatchObject([{ number: 1, element: camera, fault: 'black' }]);
    const person = order.assignee?.contact ?? '';
    const phone = await openPhone(
      browser,
      district.stack.urls.ticketing,
      person,
      district.stack.secrets['engineer.password'],
    );
    await phone.goto(`/field/orders/${order.id}`);
    const picture = phone.getByRole('img', { name: /Black picture$/ });
    await picture.scrollIntoViewIfNeeded();
    const shown =
      '[...document.querySelectorAll("figure img")].some((image) => image.complete && image.naturalWidth > 100)';
    await until('the picture to be loaded', () => phone.evaluate<boolean>(shown));
    await phone.context().close();
    const record = await district.operator.record(order.id);
    expect(record.chainIntact).toBe(true);
    expect(record.events.map(({ type }) => type)).toContain('picture_kept');
  });

  test('is verified by the pictures themselves when they are back', async () => {
    await district.simulator.clear(fault.id);
    order = await until(
      'the order to be verified',
      async () => {
        const now = await district.operator.order(order.id);
        return now.state === 'verified' && now;
      },
      { seconds: 120 },
    );
    expect((await district.operator.record(order.id)).events.at(-1)).toMatchObject({ type: 'verified' });
  });
});
