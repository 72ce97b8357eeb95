import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import onvif from 'onvif';
import { cameraLogin, samples, startExporterUnderTest } from './exporterUnderTest.ts';
import { startOnvifServer, type OnvifServer } from './onvifServer.ts';

let device: OnvifServer;
beforeAll(async () => {
  device = await startOnvifServer();
  device.clockOffsetMs = 90_000;
});
afterAll(() => device.close());

test.each(['token', 'http_digest'] as const)(
  'an independent client of ONVIF and ours log in by %s to the same device and read the same',
  async (login) => {
    device.login = login;
    const options = { hostname: '127.0.0.1', port: device.port, ...cameraLogin, timeout: 5000 };
    const peer = new onvif.Cam({ ...options, autoconnect: false });
    const time = await promisify(peer.getSystemDateAndTime.bind(peer))();
    const information = await promisify(peer.getDeviceInformation.bind(peer))();
    const services = await promisify(peer.getServices.bind(peer))(false);
    const { uri } = await promisify(peer.getStreamUri.bind(peer))({ profileToken: 'p1' });
    const byPeer = device.asked.splice(0);

    const camera = { id: 'camera-1', kind: 'camera', modules: ['onvif'], address: '127.0.0.1', credentials: 'camera' };
    const under = await startExporterUnderTest([{ ...camera, onvif: { port: device.port } }]);
    const text = (await under.get('/probe?target=camera-1&module=management&debug=true')).body;
    const found = samples(await under.probe('camera-1', 'management'));
    await under.close();

    expect(found.probe_success).toBe(1);
    expect(Math.abs((time.getTime() - Date.now()) / 1000 - 90)).toBeLessThan(5);
    expect(Math.abs((found['device_clock_offset_seconds{source="onvif"}'] ?? 0) - 90)).toBeLessThan(1);
    const { model, serialNumber, firmwareVersion } = information;
    expect(text).toContain(`says it is ${model}, serial ${serialNumber}, firmware ${firmwareVersion}`);
    expect(text).toContain(`stream ${new URL(uri).pathname}`);
    expect(services.map(({ namespace }) => namespace)).toContain('http://www.onvif.org/ver10/events/wsdl');
    expect(device.asked).toEqual(expect.arrayContaining(byPeer.filter((name) => !name.endsWith('!'))));
    device.asked.length = 0;
  },
);
