import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from './certificate.ts';
import { cameraLogin, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { answer, faultBody, serviceList, startOnvifServer, type OnvifScript, type OnvifServer } from './onvifServer.ts';
import { promtoolFindings } from './promtool.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function deviceWith(script: Record<string, OnvifScript> = {}): Promise<OnvifServer> {
  const device = await startOnvifServer(script);
  closing.push(device.close);
  return device;
}

async function exporterOf(
  { port }: { port: number },
  element: Record<string, unknown> = {},
  deadlineSeconds = 8,
): Promise<ExporterUnderTest> {
  const camera = {
    ...{ id: 'camera-1', kind: 'camera', modules: ['onvif'], address: '127.0.0.1', credentials: 'camera' },
    ...{ onvif: { port }, ...element },
  };
  const under = await startExporterUnderTest([camera], { config: { probes: { management: { deadlineSeconds } } } });
  closing.push(under.close);
  return under;
}

const probed = async (under: ExporterUnderTest): Promise<Record<string, number>> =>
  samples(await under.probe('camera-1', 'management'));
const reason = (found: Record<string, number>): string | undefined =>
  /reason="(\w+)"/.exec(Object.keys(found).find((name) => name.startsWith('probe_failure_info')) ?? '')?.[1];
const explained = async (under: ExporterUnderTest): Promise<string> =>
  (await under.get('/probe?target=camera-1&module=management&debug=true')).body;

describe('a device that misbehaves over ONVIF', () => {
  test('by hanging, at whatever operation, ends its probe at the deadline', async () => {
    for (const name of ['GetSystemDateAndTime', 'GetDeviceInformation', 'GetServices']) {
      const under = await exporterOf(await deviceWith({ [name]: () => undefined }), {}, 0.5);
      const begun = performance.now();
      expect([name, reason(await probed(under))]).toEqual([name, 'timeout']);
      expect(performance.now() - begun).toBeLessThan(2000);
    }
  });

  test('by what is no message of SOAP fails clearly', async () => {
    const scripts: OnvifScript[] = [
      (_request, response) => void response.end('<html>hello</html>'),
      (_request, response) => void response.end(Buffer.from([0xff, 0xfe, 0x3c])),
      (_request, response) => void response.end('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'),
      (_request, response) => void response.writeHead(404).end('nothing'),
      (_request, response) => answer(response, 200, ''),
      (_request, response) => void response.destroy(),
      '<GetSystemDateAndTimeResponse/>',
    ];
    for (const script of scripts) {
      const under = await exporterOf(await deviceWith({ GetSystemDateAndTime: script }));
      expect(reason(await probed(under))).toBe('protocol');
    }
  });

  test('by an answer of 10 MB is cut off', async () => {
    let sent = 0;
    const flood: OnvifScript = (_request, response) => {
      const send = (): void => {
        while (sent < 10_485_760 && !response.destroyed) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536, 0x20))) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    };
    const under = await exporterOf(await deviceWith({ GetDeviceInformation: flood }));
    expect(reason(await probed(under))).toBe('protocol');
    expect(sent).toBeLessThan(8_000_000);
  });

  test('by leading elsewhere is not followed, and its services on another host are asked on its own', async () => {
    const other = createServer((_request, response) => void response.end());
    let visits = 0;
    other.on('connection', () => visits++);
    other.listen(0, '127.0.0.2');
    closing.push(() => void other.close());
    await once(other, 'listening');
    const elsewhere = `http://127.0.0.2:${(other.address() as AddressInfo).port}`;
    const redirect: OnvifScript = (_request, response) => void response.writeHead(302, { Location: elsewhere }).end();
    expect(reason(await probed(await exporterOf(await deviceWith({ GetDeviceInformation: redirect }))))).toBe(
      'protocol',
    );
    const device = await deviceWith({
      GetServices: serviceList(elsewhere),
      CreatePullPointSubscription: `<R><SubscriptionReference><Address>${elsewhere}/pull</Address></SubscriptionReference></R>`,
    });
    expect((await probed(await exporterOf(device))).probe_success).toBe(1);
    expect(device.asked).toEqual(expect.arrayContaining(['GetStreamUri', 'PullMessages']));
    expect(visits).toBe(0);
  });
});

test('a device that never answers a pull loses its events for a while, and nothing else', async () => {
  const device = await deviceWith({ PullMessages: () => undefined });
  const under = await exporterOf(device, {}, 1);
  for (let probes = 0; probes < 3; probes++) expect((await probed(under)).probe_success).toBe(1);
  expect(device.asked.filter((name) => name === 'PullMessages')).toHaveLength(1);
  expect(device.asked.filter((name) => name === 'CreatePullPointSubscription')).toHaveLength(1);
});

describe('the login of a camera over ONVIF', () => {
  test.each(['token', 'http_digest'] as const)(
    'by %s succeeds by the time of the device, be it years wrong',
    async (login) => {
      const device = await deviceWith();
      device.login = login;
      device.clockOffsetMs = -300_000_000_000;
      const found = await probed(await exporterOf(device));
      expect(found.probe_success).toBe(1);
      expect(device.asked.filter((name) => name.endsWith('!'))).toEqual([]);
      expect(found['device_clock_offset_seconds{source="onvif"}']).toBeCloseTo(-300_000_000, -1);
      expect(device.received.join()).not.toContain(cameraLogin.password);
    },
  );

  test('by http_digest is renewed for a device that gives each nonce for one request', async () => {
    const device = await deviceWith();
    Object.assign(device, { login: 'http_digest', nonceOnce: true });
    const found = await probed(await exporterOf(device));
    expect(found.probe_success).toBe(1);
    expect(found).not.toHaveProperty('camera_backoff_seconds');
    expect(device.asked).toEqual(expect.arrayContaining(['GetStreamUri', 'PullMessages', 'Renew']));
  });

  test('with a wrong password is tried once, then the camera is left alone over all protocols, and its clock still told', async () => {
    const device = await deviceWith({
      GetDeviceInformation: (_request, response) => answer(response, 400, faultBody('NotAuthorized')),
    });
    const under = await exporterOf(device, { modules: ['onvif', 'rtsp'], streamPath: '/live' });
    expect(reason(await probed(under))).toBe('unauthorised');
    const [first, second] = [await probed(under), samples(await under.probe('camera-1', 'rtsp'))];
    for (const found of [first, second]) {
      expect(reason(found)).toBe('unauthorised');
      expect(found.camera_backoff_seconds).toBeGreaterThan(50);
    }
    expect(first).toHaveProperty(['device_clock_offset_seconds{source="onvif"}']);
    // Once without a login, once with it, once without by the second probe.
    expect(device.asked.filter((name) => name === 'GetDeviceInformation')).toHaveLength(3);
    expect(device.received.filter((text) => text.includes('UsernameToken'))).toHaveLength(1);
  });

  test('is not given to who wants the password in clear', async () => {
    const device = await deviceWith();
    device.login = 'http_basic';
    const under = await exporterOf(device);
    expect(reason(await probed(under))).toBe('unauthorised');
    expect(device.asked.filter((name) => name.endsWith('!'))).toEqual([]);
    expect(await explained(under)).toContain('the device wants the password in clear');
  });

  test('shows in no note, be it in an address that the device tells', async () => {
    const under = await exporterOf(await deviceWith(), { modules: ['onvif', 'rtsp'], streamPath: '/live/2' });
    const text = await explained(under);
    expect(text).toContain('profile main: stream /live/1?p=…, still picture /snap.jpg');
    expect(text).toContain('no profile has the streamPath of the inventory');
    expect(`${text}${under.logged()}`).not.toMatch(/p@ss|p%40ss/);
  });
});

describe('a device over ONVIF', () => {
  test('is the one of the inventory, or another was put in its place', async () => {
    const mine = { serial: 'AAWR123456', model: 'eye  7', firmware: 'V5.7.3', mac: '00:1b:2c:3d:4e:5f' };
    const differences = async (element: Record<string, string>): Promise<unknown> => {
      const text = await (await exporterOf(await deviceWith(), element)).probe('camera-1', 'management');
      expect(promtoolFindings(text)).toBe('');
      expect(text).toContain(
        'device_info{model="Eye 7",serial="Eye 720190318AAWR123456",software="V5.7.3 build 190318"} 1',
      );
      return Object.fromEntries(
        [...text.matchAll(/device_identity_difference\{property="(\w+)"\} (\d)/g)].map(([, key, value]) => [
          key,
          Number(value),
        ]),
      );
    };
    expect(await differences(mine)).toEqual({ serial: 0, model: 0, firmware: 0, mac: 0 });
    const other = { serial: 'AAWR999999', model: 'Eye 8', firmware: 'V5.7', mac: '00:1b:2c:3d:4e:60' };
    expect(await differences(other)).toEqual({ serial: 1, model: 1, firmware: 0, mac: 1 });
    expect(await differences({ firmware: 'V5.7.30' })).toEqual({ firmware: 1 });
    expect(await differences({})).toEqual({});
  });

  test('of enforcement is known to be within or beyond a second, by less than a tenth of one', async () => {
    const device = await deviceWith();
    const under = await exporterOf(device, { purpose: 'enforcement' });
    for (const offset of [0.85, 1.15, -0.85, -1.15]) {
      device.clockOffsetMs = offset * 1000;
      const found = await probed(under);
      expect(found.device_clock_limit_seconds).toBe(1);
      const told = found['device_clock_offset_seconds{source="onvif"}'] ?? NaN;
      const uncertainty = found['device_clock_uncertainty_seconds{source="onvif"}'] ?? NaN;
      expect(uncertainty).toBeLessThanOrEqual(0.1);
      expect(Math.abs(told - offset)).toBeLessThanOrEqual(uncertainty);
      expect(Math.abs(told) > 1).toBe(Math.abs(offset) > 1);
      const least = Math.abs(told) - uncertainty;
      expect(found['device_clock_wrong_seconds{source="onvif"}']).toBeCloseTo(least > 1 ? least : 0, 9);
    }
  });

  test('that is older than GetServices, or has no events, is as good', async () => {
    const device = await deviceWith();
    delete device.script['GetServices'];
    device.script['GetCapabilities'] =
      `<R><Capabilities><Media><XAddr>${device.url}/onvif/media</XAddr></Media></Capabilities></R>`;
    expect((await probed(await exporterOf(device))).probe_success).toBe(1);
    expect(device.asked).toContain('GetStreamUri');
    expect(device.asked).not.toContain('CreatePullPointSubscription');
    const refusing = await deviceWith();
    delete refusing.script['CreatePullPointSubscription'];
    const under = await exporterOf(refusing);
    for (let probes = 0; probes < 2; probes++) expect((await probed(under)).probe_success).toBe(1);
    expect(refusing.asked.filter((name) => name === 'CreatePullPointSubscription')).toHaveLength(1);
  });
});

describe('what a device tells over ONVIF', () => {
  const message = (topic: string, value: string, operation = 'Changed'): string =>
    `<NotificationMessage><Topic>${topic}</Topic><Message><Message PropertyOperation="${operation}"><Source><SimpleItem Name="VideoSourceToken" Value="v1"/></Source><Data><SimpleItem Name="State" Value="${value}"/></Data></Message></Message></NotificationMessage>`;
  const telling = (...messages: string[]): string =>
    `<PullMessagesResponse>${messages.join('')}</PullMessagesResponse>`;
  const tamper = 'tns1:VideoSource/tns1:GlobalSceneChange/AnalyticsService';
  const active = (name: string): string => `device_notification_active{notification="${name}",port="v1",element_id=""}`;

  test('stands from when it says so until it says that it is over, and the subscription is the same', async () => {
    const device = await deviceWith({
      PullMessages: telling(
        message(tamper, 'true', 'Initialized'),
        message('tns1:Device/tns1:Trigger/DigitalInput', 'true'),
      ),
    });
    const under = await exporterOf(device);
    expect((await probed(under))[active('tamper')]).toBe(1);
    device.script['PullMessages'] = telling(message('tns1:VideoSource/SignalLoss', '1'));
    const second = await probed(under);
    expect([second[active('tamper')], second[active('video_loss')]]).toEqual([1, 1]);
    device.script['PullMessages'] = telling(
      message(tamper, 'false'),
      message('tns1:VideoSource/SignalLoss', 'true', 'Deleted'),
    );
    const third = await probed(under);
    expect([third[active('tamper')], third[active('video_loss')]]).toEqual([0, 0]);
    expect(device.asked.filter((name) => name === 'CreatePullPointSubscription')).toHaveLength(1);
    expect(device.asked.filter((name) => name === 'Renew')).toHaveLength(3);
    expect(device.received.find((text) => text.includes('PullMessages'))).toMatch(
      /<r:Id xmlns:r="urn:acme"[^>]*>61<\/r:Id>/,
    );
  });

  test('is heard again after the device forgot the subscription', async () => {
    const device = await deviceWith();
    const under = await exporterOf(device);
    await probed(under);
    device.script['PullMessages'] = (_request, response) => answer(response, 400, faultBody('ResourceUnknownFault'));
    expect((await probed(under)).probe_success).toBe(1);
    device.script['PullMessages'] = telling(message(tamper, 'true', 'Initialized'));
    expect((await probed(under))[active('tamper')]).toBe(1);
    expect(device.asked.filter((name) => name === 'CreatePullPointSubscription')).toHaveLength(2);
  });
});

describe('the clock of a web server', () => {
  const serverOf = async (date: () => string | undefined): Promise<{ port: number }> => {
    const server = createServer((_request, response) => {
      response.sendDate = false;
      const now = date();
      response.writeHead(401, now === undefined ? {} : { Date: now }).end('log in '.repeat(200_000));
    });
    server.listen(0, '127.0.0.1');
    closing.push(() => void server.close());
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port };
  };

  test('is unknown where it tells none', async () => {
    const { port } = await serverOf(() => undefined);
    const found = await probed(await exporterOf({ port: 1 }, { modules: ['http_clock'], http: { port } }));
    expect(reason(found)).toBe('protocol');
    expect(Object.keys(found).filter((name) => name.startsWith('device_clock'))).toEqual([]);
  });

  test('is read from its answers, also from refusals and long pages, without a login', async () => {
    const { port } = await serverOf(() => new Date(Date.now() + 7300).toUTCString());
    const found = await probed(
      await exporterOf({ port: 1 }, { modules: ['http_clock'], http: { port }, clockLimitSeconds: 2 }),
    );
    expect(found.device_clock_limit_seconds).toBe(2);
    const uncertainty = found['device_clock_uncertainty_seconds{source="http"}'] ?? NaN;
    expect(uncertainty).toBeLessThanOrEqual(0.2);
    expect(Math.abs((found['device_clock_offset_seconds{source="http"}'] ?? NaN) - 7.3)).toBeLessThanOrEqual(
      uncertainty,
    );
    const wrong = found['device_clock_wrong_seconds{source="http"}'];
    expect(wrong).toBeGreaterThan(2);
    expect(found['device_clock_wrong_seconds_amiss{source="http"}']).toBe(wrong);
  });

  test('is read over TLS, whose beginning is not counted as a part of the round trip', async () => {
    const server = createTlsServer(selfSigned(), (_request, response) => void response.end());
    server.listen(0, '127.0.0.1');
    closing.push(() => void server.close());
    await once(server, 'listening');
    const http = { scheme: 'https', port: (server.address() as AddressInfo).port };
    const found = await probed(await exporterOf({ port: 1 }, { modules: ['http_clock'], http }));
    expect(found.probe_success).toBe(1);
    expect(Math.abs(found['device_clock_offset_seconds{source="http"}'] ?? NaN)).toBeLessThan(1);
    expect(found['device_clock_uncertainty_seconds{source="http"}']).toBeLessThan(0.6);
  });
});
