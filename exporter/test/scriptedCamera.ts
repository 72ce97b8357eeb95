import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface CameraRequest {
  method: string;
  url: string;
  headers: ReadonlyMap<string, string>;
}
/** Answers a request of one method; what it does not answer stays unanswered. */
export type Answer = (request: CameraRequest, socket: Socket) => void;

export interface ScriptedCamera {
  port: number;
  requests: CameraRequest[];
  methods: () => string[];
  openConnections: () => Promise<number>;
  stop: () => Promise<void>;
}

/** An RTSP response as text. */
export const response = (
  request: CameraRequest,
  status: number,
  headers: Record<string, string> = {},
  body = '',
): string =>
  [
    `RTSP/1.0 ${status} Whatever`,
    `CSeq: ${request.headers.get('cseq') ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    body,
  ].join('\r\n');

export const reply =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (request, socket) =>
    void socket.write(response(request, status, headers, body));

export const sdp = [
  'v=0',
  's=camera',
  'a=control:*',
  'm=audio 0 RTP/AVP 0',
  'a=control:track0',
  'm=video 0 RTP/AVP 96',
  'a=rtpmap:96 H264/90000',
  'a=control:track1',
  '',
].join('\r\n');

/** An interleaved RTP packet of H.264. */
export function rtpPacket(sequence: number, timestamp: number, payload: number[], channel = 0): Buffer {
  const packet = Buffer.alloc(16 + payload.length);
  packet.set([0x24, channel], 0);
  packet.writeUInt16BE(12 + payload.length, 2);
  packet.set([0x80, 0x80 | 96], 4);
  packet.writeUInt16BE(sequence & 0xffff, 6);
  packet.writeUInt32BE(timestamp >>> 0, 8);
  packet.set(payload, 16);
  return packet;
}

export const slice = { key: [0x65, 1, 2, 3], other: [0x41, 1, 2, 3], filler: [0x0c, 255, 255, 255] };

/** Answer PLAY, then send a NAL unit each 40 ms; the first one and each fifth is `first`, the others `other`. */
export const play =
  (first = slice.key, other = slice.other): Answer =>
  (request, socket) => {
    socket.write(response(request, 200, { Session: '7' }));
    let count = 0;
    const timer = setInterval(() => {
      socket.write(rtpPacket(65_530 + count, count * 3600, count % 5 === 0 ? first : other));
      count++;
    }, 40);
    socket.once('close', () => clearInterval(timer));
  };

const goodCamera: Record<string, Answer> = {
  OPTIONS: reply(200, { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN' }),
  DESCRIBE: reply(200, { 'Content-Type': 'application/sdp' }, sdp),
  SETUP: reply(200, { Session: '7;timeout=60', Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' }),
  PLAY: play(),
  TEARDOWN: reply(200),
};

/** A camera on a free port of a loopback address that does as told, and otherwise well. */
export async function startScriptedCamera(
  answers: Record<string, Answer> = {},
  host = '127.0.0.1',
  certificate?: { key: Buffer; cert: Buffer },
): Promise<ScriptedCamera> {
  const requests: CameraRequest[] = [];
  const sockets = new Set<Socket>();
  const script = { ...goodCamera, ...answers };
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const request = readRequest(text.slice(0, end));
        text = text.slice(end + 4);
        requests.push(request);
        script[request.method]?.(request, socket);
      }
    });
  };
  const server = certificate ? createTlsServer(certificate, serve) : createServer(serve);
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    methods: () => requests.map(({ method }) => method),
    openConnections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readRequest(text: string): CameraRequest {
  const [start = '', ...lines] = text.split('\r\n');
  const [method = '', url = ''] = start.split(' ');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { method, url, headers };
}
