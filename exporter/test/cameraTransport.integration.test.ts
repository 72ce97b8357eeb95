import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { selfSigned } from './certificate.ts';
import { samples, startExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import {
  play,
  reply,
  response,
  rtpPacket,
  slice,
  startScriptedCamera,
  type Answer,
  type ScriptedCamera,
} from './scriptedCamera.ts';

jest.setTimeout(60_000);

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.stop()));
});

type Certificate = { key: Buffer; cert: Buffer };

async function camera(answers: Record<string, Answer>, certificate?: Certificate): Promise<ScriptedCamera> {
  const made = await startScriptedCamera(answers, '127.0.0.1', certificate);
  open.push(made);
  return made;
}

async function exporterFor(
  { port }: ScriptedCamera,
  device: Record<string, unknown>,
  probes: Record<string, unknown> = {},
  files: Record<string, string> = {},
) {
  const base = { id: 'camera-1', kind: 'camera', modules: ['reach', 'rtsp'], address: `127.0.0.1:${port}` };
  const streams = { credentials: 'camera', streamPath: '/sub', mainStreamPath: '/main' };
  const config = { probes: { rtsp: { deadlineSeconds: 2 }, rtspWindowSeconds: 0.5, ...probes } };
  const under = await startExporterUnderTest([{ ...base, ...streams, ...device }], { config, files });
  open.push({ stop: () => under.close() });
  return under;
}

/** Packets without the four octets that embed them. */
const plain = (sequence: number, payload: number[]): Buffer =>
  rtpPacket(sequence, sequence * 3600, payload).subarray(4);

async function udpSocket(host: string): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, host);
  await once(socket, 'listening');
  open.push({ stop: async () => void socket.close() });
  return socket;
}

describe('a camera whose packets come over UDP', () => {
  test('is heard from the address and port that it named only, and in whatever order', async () => {
    const [media, stranger, elsewhere] = await Promise.all([
      udpSocket('127.0.0.1'),
      udpSocket('127.0.0.1'),
      udpSocket('127.0.0.2'),
    ]);
    let ports = [0, 0];
    const device = await camera({
      SETUP: (request, socket) => {
        ports = (/client_port=(\d+)-(\d+)/.exec(request.headers.get('transport') ?? '') ?? []).slice(1).map(Number);
        const { port } = media.address();
        const transport = `RTP/AVP;unicast;client_port=${ports.join('-')};server_port=${port}-${port + 1}`;
        socket.write(response(request, 200, { Session: '7', Transport: transport }));
      },
      PLAY: (request, socket) => {
        for (const sequence of [1, 3, 2, 4, 5, 6, 7])
          media.send(plain(sequence, sequence % 5 === 1 ? slice.key : slice.other), ports[0] ?? 0, '127.0.0.1');
        for (const other of [stranger, elsewhere]) other.send(plain(20_000, slice.key), ports[0] ?? 0, '127.0.0.1');
        socket.write(response(request, 200));
      },
    });
    const under = await exporterFor(device, { video: { transport: 'udp' } });
    const found = samples(await under.probe('camera-1', 'rtsp'));
    expect(ports[1]).toBe((ports[0] ?? 0) + 1);
    expect((ports[0] ?? 1) % 2).toBe(0);
    expect(found).toMatchObject({
      probe_success: 1,
      'stream_packets{stream="watched"}': 7,
      'stream_packets_lost{stream="watched"}': 0,
      'stream_packets_reordered{stream="watched"}': 1,
      'stream_frames{stream="watched"}': 7,
      'stream_gop_frames{stream="watched"}': 5,
    });
    expect(device.methods().at(-1)).toBe('TEARDOWN');
  });

  test('that answers with another way is not followed there', async () => {
    const under = await exporterFor(await camera({}), { video: { transport: 'udp' } });
    const found = samples(await under.probe('camera-1', 'rtsp'));
    expect(found).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="protocol"}': 1 });
  });
});

describe('a camera over TLS', () => {
  const certificate = selfSigned();

  test('whose certificate nobody trusts is told no password', async () => {
    const device = await camera({}, certificate);
    const under = await exporterFor(device, { video: { scheme: 'rtsps' } });
    const found = samples(await under.probe('camera-1', 'rtsp'));
    expect(found).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="protocol"}': 1 });
    expect(device.requests).toHaveLength(0);
    expect(samples(await under.probe('camera-1', 'reach')).probe_success).toBe(1);
  });

  test('whose certificate is trusted, but for another address, is not believed', async () => {
    const device = await camera({}, certificate);
    const files = { 'authority.pem': certificate.cert.toString() };
    const under = await exporterFor(
      device,
      { video: { scheme: 'rtsps' } },
      { rtspAuthorityFile: 'authority.pem' },
      files,
    );
    expect(samples(await under.probe('camera-1', 'rtsp')).probe_success).toBe(0);
    expect(device.requests).toHaveLength(0);
  });

  test('is watched where the inventory takes any certificate; a redirect to one without TLS is not followed', async () => {
    const under = await exporterFor(await camera({}, certificate), { video: { scheme: 'rtsps', certificate: 'any' } });
    expect(samples(await under.probe('camera-1', 'rtsp')).probe_success).toBe(1);

    const bare = await camera({});
    const redirecting = await camera(
      { DESCRIBE: reply(302, { Location: `rtsp://127.0.0.1:${bare.port}/` }) },
      certificate,
    );
    const other = await exporterFor(redirecting, { video: { scheme: 'rtsps', certificate: 'any' } });
    expect(samples(await other.probe('camera-1', 'rtsp')).probe_success).toBe(0);
    expect(bare.requests).toHaveLength(0);
  });
});

describe('a camera with two streams', () => {
  test('has one session at a time, whoever asks for whichever, and shows both', async () => {
    let sessions = 0;
    let most = 0;
    const device = await camera({
      PLAY: (request, socket) => {
        most = Math.max(most, ++sessions);
        play()(request, socket);
      },
      TEARDOWN: (request, socket) => {
        sessions--;
        reply(200)(request, socket);
      },
    });
    const under = await exporterFor(device, {}, { rtspMainEverySeconds: 1 });
    const visits = Array.from({ length: 3 }, () => [
      under.probe('camera-1', 'rtsp'),
      under.get('/probe?target=camera-1&module=rtsp&debug=true'),
    ]);
    await Promise.all(visits.flat());
    const text = await under.probe('camera-1', 'rtsp');
    expect(most).toBe(1);
    const described = device.requests
      .filter(({ method }) => method === 'DESCRIBE')
      .map(({ url }) => url.split('/').at(-1));
    expect(new Set(described)).toEqual(new Set(['sub', 'main']));
    expect(samples(text)['stream_frames{stream="main"}']).toBeGreaterThan(0);
    expect(samples(text)['stream_frames{stream="watched"}']).toBeGreaterThan(0);
    expect(promtoolFindings(text)).toBe('');
  });

  test('that is gone leaves nothing of either stream, so that no fault of one outlives it', async () => {
    const device = await camera({});
    const under = await exporterFor(device, { video: { profile: { codec: 'h265' } } }, { rtspMainEverySeconds: 1 });
    expect(await under.probe('camera-1', 'rtsp')).toContain('stream_profile_difference_amiss{stream="watched"');
    await device.stop();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const text = await under.probe('camera-1', 'rtsp');
    expect(samples(text).probe_success).toBe(0);
    expect(text).not.toContain('stream=');
  });

  test('that answers and sends nothing any more shows nothing of the other one, as it was seen to break off', async () => {
    let sends = true;
    const device = await camera({
      PLAY: (request, socket) => (sends ? play() : reply(200))(request, socket),
    });
    const under = await exporterFor(device, { video: { profile: { codec: 'h265' } } }, { rtspMainEverySeconds: 1 });
    expect(await under.probe('camera-1', 'rtsp')).toContain('stream_profile_difference_amiss{stream="watched"');
    sends = false;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const found = await under.probe('camera-1', 'rtsp');
    expect(samples(found)).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="no_media"}': 1 });
    expect(found).not.toContain('stream="watched"');
  });

  test('that differs from its profile shows in what, and nothing of what the profile leaves out', async () => {
    const profile = { codec: 'h265', framesPerSecond: 25, keyFrameSeconds: 2 };
    const under = await exporterFor(await camera({}), { video: { profile } });
    const text = await under.probe('camera-1', 'rtsp');
    const difference = (property: string) =>
      samples(text)[`stream_profile_difference{stream="watched",property="${property}"}`];
    expect([difference('codec'), difference('frame_rate'), difference('key_frame_interval')]).toEqual([1, 0, 1]);
    expect([difference('resolution'), difference('bit_rate')]).toEqual([undefined, undefined]);
  });

  test('tells its clock in a sender report', async () => {
    const aheadSeconds = 7;
    const device = await camera({
      PLAY: (request, socket) => {
        play()(request, socket);
        const report = Buffer.alloc(32);
        report.set([0x24, 1, 0, 28, 0x80, 200, 0, 6]);
        report.writeUInt32BE(Math.floor(Date.now() / 1000) + 2_208_988_800 + aheadSeconds, 12);
        socket.write(report);
      },
    });
    const under = await exporterFor(device, {});
    const offset = samples(await under.probe('camera-1', 'rtsp'))['stream_clock_offset_seconds{stream="watched"}'];
    expect(offset).toBeGreaterThan(aheadSeconds - 1.5);
    expect(offset).toBeLessThan(aheadSeconds + 1);
  });
});

describe('cameras behind one switch', () => {
  const behind = (id: string, { port }: ScriptedCamera) => ({
    ...{ id, kind: 'camera', modules: ['rtsp'], address: `127.0.0.1:${port}`, credentials: 'camera' },
    ...{ streamPath: '/sub', uplinks: [{ to: 'switch-1' }], video: { profile: { kilobitsPerSecond: 1000 } } },
  });

  test('are watched one after the other where its uplink bears one, and none is judged for want of room', async () => {
    let sessions = 0;
    let most = 0;
    const device = await camera({
      PLAY: (request, socket) => {
        most = Math.max(most, ++sessions);
        play()(request, socket);
      },
      TEARDOWN: (request, socket) => {
        sessions--;
        reply(200)(request, socket);
      },
    });
    const ids = Array.from({ length: 12 }, (_, at) => `camera-${at}`);
    const passive = [
      {
        id: 'switch-1',
        kind: 'switch',
        fedBy: ['transformer-1'],
        uplinks: [{ to: 'core-1' }],
        streamKilobitsPerSecond: 1500,
      },
    ];
    const config = { probes: { rtsp: { deadlineSeconds: 2.6 }, rtspWindowSeconds: 0.3 } };
    const under = await startExporterUnderTest(
      ids.map((id) => behind(id, device)),
      { config, passive },
    );
    open.push({ stop: () => under.close() });
    const answers = await Promise.all(ids.map((id) => under.get(`/probe?target=${id}&module=rtsp`)));
    const statuses = answers.map(({ status }) => status);
    expect(most).toBe(1);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    for (const { status, body } of answers)
      if (status === 503) expect(body).toContain('no room on the uplink (switch-1)');
      else expect(samples(body).probe_success).toBe(1);
    expect((await under.get('/metrics')).body).toContain('outcome="over_capacity"');
  });
});
