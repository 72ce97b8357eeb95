import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  cameraLogin,
  community,
  samples,
  startExporterUnderTest,
  type ExporterUnderTest,
} from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import {
  play,
  reply,
  response,
  sdp,
  slice,
  startScriptedCamera,
  type Answer,
  type ScriptedCamera,
} from './scriptedCamera.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.stop()));
});

const deadlineSeconds = 1.2;

async function camera(answers: Record<string, Answer> = {}, host?: string): Promise<ScriptedCamera> {
  const made = await startScriptedCamera(answers, host);
  open.push(made);
  return made;
}

/** An exporter that knows one camera, `camera-1`. */
async function exporterFor(
  { port }: { port: number },
  device: Record<string, unknown> = {},
  config: Record<string, unknown> = {},
): Promise<ExporterUnderTest> {
  const lane = { deadlineSeconds };
  const under = await startExporterUnderTest(
    [
      {
        id: 'camera-1',
        kind: 'camera',
        modules: ['reach', 'rtsp'],
        address: `127.0.0.1:${port}`,
        credentials: 'camera',
        streamPath: '/live?channel=1',
        ...device,
      },
    ],
    { config: { probes: { reach: lane, rtsp: lane, rtspWindowSeconds: 0.5 }, ...config } },
  );
  open.push({ stop: () => under.close() });
  return under;
}

async function failureOf(
  under: ExporterUnderTest,
  module = 'rtsp',
): Promise<{ reason: string; found: Record<string, number> }> {
  const text = await under.probe('camera-1', module);
  expect(promtoolFindings(text)).toBe('');
  const found = samples(text);
  expect(found.probe_success).toBe(0);
  expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.5);
  return { reason: /probe_failure_info\{reason="(\w+)"\}/.exec(text)?.[1] ?? 'none', found };
}

const digest = { 'WWW-Authenticate': 'Digest realm="cam", nonce="n1"' };
const askPassword = reply(401, digest);

describe('a camera in trouble', () => {
  test.each(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY'])(
    'that hangs at %s is given up at the deadline',
    async (method) => {
      const hanging = await camera({ [method]: () => undefined });
      const under = await exporterFor(hanging);
      expect((await failureOf(under)).reason).toBe('timeout');
      expect(hanging.methods().filter((asked) => asked === 'TEARDOWN')).toHaveLength(method === 'PLAY' ? 1 : 0);
    },
  );

  test.each<[string, Answer]>([
    ['answers in HTTP', (_, socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['answers garbage', (_, socket) => void socket.write(Buffer.alloc(64, 0x9f))],
    ['never ends its header', (_, socket) => void socket.write(`RTSP/1.0 200 OK\r\n${'X-Fill: yes\r\n'.repeat(4000)}`)],
    ['describes itself in 10 MB', reply(200, {}, `${sdp}${'a=fill:1\r\n'.repeat(1_000_000)}`)],
    [
      'announces a body of 10 MB',
      (request, socket) => void socket.write(response(request, 200, { 'Content-Length': '10000000' })),
    ],
    [
      'announces a body of "many" octets',
      (request, socket) => void socket.write(response(request, 200, { 'Content-Length': 'many' })),
    ],
    ['hangs up', (_, socket) => void socket.destroy()],
    ['finds no such stream', reply(404)],
    ['asks for a kind of login nobody knows', reply(401, { 'WWW-Authenticate': 'Negotiate' })],
  ])('that %s fails as a fault of its protocol', async (_what, answer) => {
    const under = await exporterFor(await camera({ DESCRIBE: answer }));
    expect((await failureOf(under)).reason).toBe('protocol');
  });

  test('that trickles an endless body is given up at the deadline', async () => {
    const trickle: Answer = (request, socket) => {
      socket.write(response(request, 200, { 'Content-Length': '200000' }));
      const timer = setInterval(() => socket.write('a=fill\r\n'), 20);
      socket.once('close', () => clearInterval(timer));
    };
    const under = await exporterFor(await camera({ DESCRIBE: trickle }));
    expect((await failureOf(under)).reason).toBe('timeout');
  });

  test('that refuses the connection is refused for both modules', async () => {
    const gone = await camera();
    const under = await exporterFor(gone);
    await gone.stop();
    open.splice(open.indexOf(gone), 1);
    expect((await failureOf(under)).reason).toBe('refused');
    expect((await failureOf(under, 'reach')).reason).toBe('refused');
  });

  test('that takes the connection and says nothing is not reachable', async () => {
    const under = await exporterFor(await camera({ OPTIONS: () => undefined }));
    expect((await failureOf(under, 'reach')).reason).toBe('timeout');
  });

  test.each<[string, Answer]>([
    ['sends nothing', reply(200, { Session: '7' })],
    ['sends filler only', play(slice.filler, slice.filler)],
    [
      'sends garbage in place of RTP',
      (request, socket) =>
        void socket.write(
          Buffer.concat([Buffer.from(response(request, 200)), Buffer.from([0x24, 0, 0, 4, 1, 2, 3, 4])]),
        ),
    ],
  ])('that plays and %s has no media', async (_what, answer) => {
    const stalled = await camera({ PLAY: answer });
    const under = await exporterFor(stalled);
    const { reason, found } = await failureOf(under);
    expect(reason).toBe('no_media');
    expect(found).toMatchObject({ 'stream_frames{stream=\"watched\"}': 0, 'stream_bytes{stream=\"watched\"}': 0 });
    expect(found['stream_window_seconds{stream=\"watched\"}']).toBeGreaterThan(0.4);
    expect(stalled.methods().at(-1)).toBe('TEARDOWN');
  });

  test('that never says goodbye was watched all the same', async () => {
    const under = await exporterFor(await camera({ TEARDOWN: () => undefined }));
    const found = samples(await under.probe('camera-1', 'rtsp'));
    expect(found.probe_success).toBe(1);
    expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds);
  });

  test('that sends garbage among its packets is watched, and the garbage counted', async () => {
    const garbled: Answer = (request, socket) => {
      play()(request, socket);
      for (const octets of [[], [0x80], [0x80, 96, 0, 1], Array.from({ length: 40 }, (_, at) => 255 - at)])
        socket.write(Buffer.from([0x24, 0, 0, octets.length, ...octets]));
    };
    const found = samples(await (await exporterFor(await camera({ PLAY: garbled }))).probe('camera-1', 'rtsp'));
    expect(found).toMatchObject({ probe_success: 1, 'stream_malformed_packets{stream="watched"}': 4 });
    expect(found['stream_frames{stream="watched"}']).toBeGreaterThan(3);
  });

  test('that allows two sessions keeps the other one free, visit after visit, failed ones too', async () => {
    const held = new Set(['recorder']);
    let visits = 0;
    let refused = 0;
    const device = await camera({
      SETUP: (request, socket) => {
        if (held.size >= 2) refused++;
        const status = held.size >= 2 ? 453 : 200;
        const session = `s${++visits}`;
        if (status === 200) held.add(session);
        reply(status, { Session: session, Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' })(request, socket);
      },
      PLAY: (request, socket) => (visits % 2 === 0 ? reply(500) : play())(request, socket),
      TEARDOWN: (request, socket) => {
        held.delete(request.headers.get('session') ?? '');
        reply(200)(request, socket);
      },
    });
    const under = await exporterFor(device);
    for (let visit = 1; visit <= 4; visit++) {
      const found = samples(await under.probe('camera-1', 'rtsp'));
      expect(found.probe_success).toBe(visit % 2);
    }
    expect(refused).toBe(0);
    expect([...held]).toEqual(['recorder']);
  });

  test('that describes no video has no media', async () => {
    const under = await exporterFor(await camera({ DESCRIBE: reply(200, {}, sdp.replace('m=video', 'm=text')) }));
    expect((await failureOf(under)).reason).toBe('no_media');
  });
});

describe('credentials', () => {
  test('are sent once when refused; then the camera is left alone until they change', async () => {
    const refusing = await camera({ DESCRIBE: askPassword });
    const under = await exporterFor(refusing);
    const first = await failureOf(under);
    expect(first.reason).toBe('unauthorised');
    expect(first.found.camera_backoff_seconds).toBeCloseTo(60, 0);
    expect((await failureOf(under)).reason).toBe('unauthorised');
    const withCredentials = (): number =>
      refusing.requests.filter(({ headers }) => headers.has('authorization')).length;
    expect(withCredentials()).toBe(1);
    const { body } = await under.get('/metrics');
    expect(body).toContain('roundsman_exporter_probes_total{module="rtsp",outcome="backed_off"} 1');

    under.write('credentials.yml', 'camera: { type: rtsp, username: admin, password: other }\n');
    under.exporter.credentials.refresh();
    await failureOf(under);
    expect(withCredentials()).toBe(2);
  });

  test('that were taken for the description and refused for the stream count as refused', async () => {
    const device = await camera({
      DESCRIBE: (request, socket) =>
        (request.headers.has('authorization') ? reply(200, {}, sdp) : askPassword)(request, socket),
      SETUP: askPassword,
    });
    const under = await exporterFor(device);
    expect((await failureOf(under)).reason).toBe('unauthorised');
    const asked = device.requests.length;
    expect((await failureOf(under)).found.camera_backoff_seconds).toBeGreaterThan(50);
    expect(device.requests).toHaveLength(asked);
  });

  test('that the camera forbids (403) count as refused', async () => {
    const forbidding: Answer = (request, socket) =>
      void socket.write(response(request, request.headers.has('authorization') ? 403 : 401, digest));
    const under = await exporterFor(await camera({ DESCRIBE: forbidding }));
    expect((await failureOf(under)).reason).toBe('unauthorised');
  });

  test('are sent again with a new nonce when only the nonce was stale', async () => {
    let asked = 0;
    const fussy: Answer = (request, socket) => {
      asked++;
      const stale = { 'WWW-Authenticate': `Digest realm="cam", nonce="n${asked}", stale=TRUE` };
      if (request.method === 'DESCRIBE' && asked === 2) reply(200, {}, sdp)(request, socket);
      else if (request.method === 'SETUP' && asked === 4) reply(200, { Session: '7' })(request, socket);
      else reply(401, stale)(request, socket);
    };
    const under = await exporterFor(await camera({ DESCRIBE: fussy, SETUP: fussy }));
    expect(samples(await under.probe('camera-1', 'rtsp')).probe_success).toBe(1);
  });

  test('that the file does not have are missing, and the camera is not asked', async () => {
    const asked = await camera();
    const under = await exporterFor(asked, { credentials: 'nobody' });
    expect((await failureOf(under)).reason).toBe('credentials_missing');
    expect(asked.requests).toHaveLength(0);
    expect(under.logged()).toContain('nobody');
  });

  test('stay with the host they are meant for: a redirect elsewhere gets none', async () => {
    const elsewhere = await camera({ DESCRIBE: askPassword }, '127.0.0.2');
    const location = `rtsp://admin:admin@127.0.0.2:${elsewhere.port}/live`;
    const under = await exporterFor(
      await camera({ DESCRIBE: reply(302, { Location: location }) }),
      {},
      {
        allowedNetworks: ['127.0.0.0/8'],
      },
    );
    expect((await failureOf(under)).reason).toBe('credentials_missing');
    expect(elsewhere.methods()).toEqual(['OPTIONS', 'DESCRIBE']);
    expect(elsewhere.requests.some(({ headers }) => headers.has('authorization'))).toBe(false);
  });

  test('aside, a redirect to another host needs a network that allows it', async () => {
    const elsewhere = await camera({}, '127.0.0.2');
    const redirect = reply(302, { Location: `rtsp://127.0.0.2:${elsewhere.port}/live` });
    const closed = await exporterFor(await camera({ DESCRIBE: redirect }));
    expect((await failureOf(closed)).reason).toBe('protocol');
    const narrow = await exporterFor(await camera({ DESCRIBE: redirect }), {}, { allowedNetworks: ['127.0.0.1/32'] });
    expect((await failureOf(narrow)).reason).toBe('unreachable');
    expect(elsewhere.requests).toHaveLength(0);
  });

  test('show nowhere: not in a debug log, a page, a metric or a log line', async () => {
    const asking: Answer = (request, socket) =>
      request.headers.has('authorization')
        ? reply(200, {}, sdp)(request, socket)
        : reply(401, { 'WWW-Authenticate': 'Basic realm="cam"' })(request, socket);
    const under = await exporterFor(await camera({ DESCRIBE: asking }));
    const debug = await under.get('/probe?target=camera-1&module=rtsp&debug=true');
    expect(debug.body).toContain('DESCRIBE (basic): 200');
    const everything = [
      debug.body,
      (await under.get('/')).body,
      (await under.get('/metrics')).body,
      under.logged(),
    ].join();
    const { username, password } = cameraLogin;
    for (const secret of [password, community, Buffer.from(`${username}:${password}`).toString('base64')])
      expect(everything).not.toContain(secret);
  });
});

describe('a healthy camera', () => {
  test('is redirected within itself with its credentials, and read', async () => {
    const target = await camera({
      DESCRIBE: (request, socket) =>
        request.headers.has('authorization')
          ? reply(200, { 'Content-Base': 'rtsp://10.9.9.9/live/' }, sdp)(request, socket)
          : reply(401, digest)(request, socket),
    });
    const under = await exporterFor(
      await camera({ DESCRIBE: reply(301, { Location: `rtsp://127.0.0.1:${target.port}/live` }) }),
    );
    expect(samples(await under.probe('camera-1', 'rtsp')).probe_success).toBe(1);
    expect(target.requests.find(({ method }) => method === 'SETUP')?.url).toBe('rtsp://10.9.9.9/live/track1');
  });

  test('shows frames, key frames, loss and jitter of its window, and is told goodbye', async () => {
    const healthy = await camera();
    const under = await exporterFor(healthy);
    const text = await under.probe('camera-1', 'rtsp');
    const found = samples(text);
    expect(found).toMatchObject({
      probe_success: 1,
      'stream_packets_lost{stream=\"watched\"}': 0,
      rtsp_response_status: 200,
    });
    expect(found['stream_frames{stream=\"watched\"}']).toBe(found['stream_packets{stream=\"watched\"}']);
    expect(found['stream_key_frames{stream=\"watched\"}']).toBe(
      Math.ceil((found['stream_frames{stream=\"watched\"}'] ?? 0) / 5),
    );
    expect(found['stream_jitter_seconds{stream=\"watched\"}']).toBeLessThan(0.1);
    expect(found['stream_info{stream="watched",codec="h264",width="",height=""}']).toBe(1);
    expect(healthy.methods()).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN']);
    expect(promtoolFindings(text)).toBe('');
  });

  test('has one session, however many ask at once', async () => {
    const healthy = await camera();
    const under = await exporterFor(healthy);
    const texts = await Promise.all([1, 2, 3].map(() => under.probe('camera-1', 'rtsp')));
    expect(new Set(texts).size).toBe(1);
    expect(healthy.methods().filter((method) => method === 'PLAY')).toHaveLength(1);
  });

  test('is reachable whatever it answers to OPTIONS', async () => {
    const under = await exporterFor(await camera({ OPTIONS: reply(401, digest) }));
    const found = samples(await under.probe('camera-1', 'reach'));
    expect(found).toMatchObject({ probe_success: 1, rtsp_response_status: 401 });
  });
});
