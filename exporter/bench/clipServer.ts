import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * An RTSP server of two live streams, /main (1080p25, 4 Mbit/s) and /sub (640x360, 512 kbit/s), both H.264 with a key frame every
 * 2 s: packetised once, the same octets for everybody, each viewer at a moment of its own. Prints its port.
 */

const framesPerSecond = 25;
const groupOfPictures = 50;
/** Longer than anybody watches. */
const clipSeconds = 16;
const payloadOctets = 1400;

interface Clip {
  /** Of each frame, its packets as they are embedded in the connection. */
  frames: Buffer[];
  description: string;
}

function encode(size: string, kilobits: number): Clip {
  const source = `testsrc2=size=${size}:rate=${framesPerSecond}:duration=${clipSeconds},noise=alls=12:allf=t`;
  const rate = [
    '-b:v',
    `${kilobits}k`,
    '-minrate',
    `${kilobits}k`,
    '-maxrate',
    `${kilobits}k`,
    '-bufsize',
    `${kilobits}k`,
  ];
  const x264 = `aud=1:keyint=${groupOfPictures}:min-keyint=${groupOfPictures}:scenecut=0:bframes=0`;
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-x264-params', x264, ...rate];
  const octets = execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...coded, '-f', 'h264', '-'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  let sequence = 0;
  const frames = framesOf(octets);
  const nalOf = (type: number): string =>
    frames[0]?.find((nal) => ((nal[0] ?? 0) & 0x1f) === type)?.toString('base64') ?? '';
  const description = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=clip',
    't=0 0',
    'm=video 0 RTP/AVP 96',
    'a=rtpmap:96 H264/90000',
    `a=fmtp:96 packetization-mode=1;sprop-parameter-sets=${nalOf(7)},${nalOf(8)}`,
    'a=control:video',
    '',
  ].join('\r\n');
  const packets = frames.map((nals, at) =>
    Buffer.concat(nals.flatMap((nal, of) => packetsOf(nal, (at * 90_000) / framesPerSecond, of === nals.length - 1))),
  );
  return { frames: packets, description };

  function packetsOf(nal: Buffer, timestamp: number, last: boolean): Buffer[] {
    if (nal.length <= payloadOctets) return [packet(timestamp, last, nal)];
    const header = nal[0] ?? 0;
    const made: Buffer[] = [];
    for (let at = 1; at < nal.length; at += payloadOctets) {
      const ends = at + payloadOctets >= nal.length;
      const fragment = Buffer.from([(header & 0xe0) | 28, (at === 1 ? 0x80 : 0) | (ends ? 0x40 : 0) | (header & 0x1f)]);
      made.push(packet(timestamp, last && ends, Buffer.concat([fragment, nal.subarray(at, at + payloadOctets)])));
    }
    return made;
  }

  function packet(timestamp: number, marker: boolean, payload: Buffer): Buffer {
    const head = Buffer.alloc(16);
    head.set([0x24, 0]);
    head.writeUInt16BE(12 + payload.length, 2);
    head.set([0x80, (marker ? 0x80 : 0) | 96], 4);
    head.writeUInt16BE(sequence++ & 0xffff, 6);
    head.writeUInt32BE(timestamp, 8);
    head.writeUInt32BE(0x5eed, 12);
    return Buffer.concat([head, payload]);
  }
}

/** The NAL units of each frame; an access unit delimiter begins each. */
function framesOf(octets: Buffer): Buffer[][] {
  const starts: number[] = [];
  for (let at = octets.indexOf('\0\0\x01', 0, 'latin1'); at >= 0; at = octets.indexOf('\0\0\x01', at + 3, 'latin1'))
    starts.push(at);
  const frames: Buffer[][] = [];
  starts.forEach((start, i) => {
    let end = starts[i + 1] ?? octets.length;
    if (octets[end - 1] === 0 && i + 1 < starts.length) end--;
    const nal = octets.subarray(start + 3, end);
    if (((nal[0] ?? 0) & 0x1f) === 9) frames.push([]);
    else frames.at(-1)?.push(nal);
  });
  return frames;
}

/** From anywhere in the clip on, as a live stream that was running; a session ends before the clip does. */
function stream(socket: Socket, { frames }: Clip): () => void {
  const from = Math.floor(Math.random() * groupOfPictures * 2);
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - began) / 1000) * framesPerSecond; sent++) {
      const frame = frames[from + sent];
      if (frame) socket.write(frame);
    }
  }, 1000 / framesPerSecond);
  return () => clearInterval(timer);
}

const clips: Readonly<Record<string, Clip>> = { main: encode('1920x1080', 4000), sub: encode('640x360', 512) };

const server = createServer((socket) => {
  let stop = (): void => undefined;
  socket.on('error', () => socket.destroy()).on('close', () => stop());
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += String(chunk);
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const request = text.slice(0, end);
      text = text.slice(end + 4);
      const [, method = '', name = ''] = /^(\w+) rtsp:\/\/[^/ ]+\/(\w*)/.exec(request) ?? [];
      const clip = clips[name];
      const cseq = /^CSeq: (\d+)/im.exec(request)?.[1] ?? '0';
      const body = method === 'DESCRIBE' ? (clip?.description ?? '') : '';
      const headers = [
        ...(method === 'OPTIONS' ? ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN'] : ['Session: 1']),
        ...(method === 'SETUP' ? ['Transport: RTP/AVP/TCP;unicast;interleaved=0-1'] : []),
        ...(body === '' ? [] : ['Content-Type: application/sdp', `Content-Length: ${body.length}`]),
      ];
      socket.write([`RTSP/1.0 200 OK`, `CSeq: ${cseq}`, ...headers, '', body].join('\r\n'));
      if (method === 'PLAY' && clip) stop = stream(socket, clip);
      if (method === 'TEARDOWN') stop();
    }
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ clipPort: (server.address() as AddressInfo).port }));
