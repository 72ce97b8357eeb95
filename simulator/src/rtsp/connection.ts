import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Manners } from '../manners.ts';
import { describeStream, soundTrackName, trackName } from './description.ts';
import type { Account, DigestGuard } from './digest.ts';
import type { Encoder } from './encoder.ts';
import { formatResponse, MessageError, RequestReader, type Request, type Response } from './message.ts';
import { Playing, type Line } from './playing.ts';
import type { Sessions } from './sessions.ts';
import { interleaved, overUdp, parseTransport } from './transport.ts';

/** What a camera is to its connections. */
export interface CameraSide {
  host: string;
  /** Its streams, by path and query. */
  streams: ReadonlyMap<string, Encoder>;
  /** Whether it offers sound beside the video; it may be set up and stays silent. */
  hasSound: boolean;
  guard: DigestGuard;
  /** The account that opens it at the moment. */
  account: () => Account;
  /** False: it takes what comes and says nothing. */
  reachable: () => boolean;
  sessions: Sessions;
  manners: () => Manners;
  /** How its packets fare on the way; undefined: well. */
  line: () => Line | undefined;
  /** Its own clock, milliseconds since 1970. */
  clock: () => number;
  /** False: it answers, but no packets come. */
  flows: () => boolean;
}

const methods = [
  'OPTIONS',
  'DESCRIBE',
  'SETUP',
  'PLAY',
  'PAUSE',
  'GET_PARAMETER',
  'SET_PARAMETER',
  'TEARDOWN',
] as const;
/** Without a request for so long, a client that does not receive over this connection is forgotten. */
const idleMs = 90_000;
const sessionTimeoutSeconds = 60;

interface Session {
  id: string;
  playing: Playing;
}

/** Serve one client (RFC 2326): one stream, one session, which ends with its connection as on most cameras. */
export function serveConnection(socket: Socket, camera: CameraSide): void {
  const reader = new RequestReader();
  let session: Session | undefined;
  let turn = Promise.resolve();

  socket.setNoDelay(true);
  socket.setTimeout(idleMs, () => socket.destroy());
  // The client is gone; what belongs to it goes when the socket closes.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    end();
  });
  socket.on('data', (chunk) => {
    if (!camera.reachable()) return;
    try {
      for (const request of reader.push(chunk))
        turn = turn.then(() => answer(request)).catch((error: Error) => void socket.destroy(error));
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      socket.end(formatResponse({ status: 400 }, undefined));
    }
  });

  const end = (): void => {
    if (!session) return;
    session.playing.close();
    session = undefined;
    camera.sessions.end();
  };

  const answer = async (request: Request): Promise<void> => {
    const { hangAt, closeAt, delayMs } = camera.manners();
    if (request.method === closeAt) socket.destroy();
    if (request.method === hangAt || request.method === closeAt) return;
    if (delayMs > 0) await new Promise((wake) => setTimeout(wake, delayMs));
    const response = await respond(request);
    if (socket.writable) socket.write(formatResponse(response, request.headers.get('cseq')));
    if (request.method === 'PLAY' && response.status === 200) session?.playing.play();
  };

  const respond = async (request: Request): Promise<Response> => {
    const { method, uri } = request;
    if (method === 'OPTIONS') return { status: 200, headers: [['Public', methods.join(', ')]] };
    if (!methods.some((known) => known === method)) return { status: 501 };
    const refusal = unauthorised(request);
    if (refusal) return refusal;
    const path = pathOf(uri);
    const stream = [...camera.streams].find(([known]) => path === known || path?.startsWith(`${known}/`))?.[1];
    if (!stream) return { status: 404 };
    if (method === 'DESCRIBE') return described(uri, stream);
    if (method === 'SETUP')
      return camera.hasSound && path?.endsWith(`/${soundTrackName}`) ? silence(request) : setUp(request, stream);
    if (!session || request.headers.get('session')?.split(';')[0] !== session.id) return { status: 454 };
    return inSession(method, uri, session);
  };

  const unauthorised = ({ method, uri, headers }: Request): Response | undefined => {
    const given = headers.get('authorization');
    const verdict = given === undefined ? 'refused' : camera.guard.judge(given, method, uri, camera.account());
    if (verdict === 'granted') return undefined;
    const challenges = camera.guard.challenges(verdict === 'stale');
    return { status: 401, headers: challenges.map((challenge) => ['WWW-Authenticate', challenge] as const) };
  };

  const described = async (uri: string, stream: Encoder): Promise<Response> => ({
    status: 200,
    headers: [
      ['Content-Base', `${uri.replace(/\/$/, '')}/`],
      ['Content-Type', 'application/sdp'],
    ],
    body: `${describeStream(await stream.clip(), camera.host, camera.hasSound)}${rubbish(camera.manners().descriptionOctets)}`,
  });

  const setUp = async ({ headers }: Request, stream: Encoder): Promise<Response> => {
    if (session) return { status: 455 };
    const wish = parseTransport(headers.get('transport') ?? '');
    if (!wish) return { status: 461 };
    if (!camera.sessions.begin()) return { status: 453 };
    const transport =
      wish.way === 'interleaved'
        ? interleaved(socket, wish.channel)
        : await overUdp(camera.host, socket.remoteAddress ?? '', wish.port).catch((error: unknown) => {
            camera.sessions.end();
            throw error;
          });
    const { line, clock } = camera;
    const playing = new Playing(stream, transport, { flows: () => camera.reachable() && camera.flows(), line, clock });
    if (socket.destroyed) {
      playing.close();
      camera.sessions.end();
    } else session = { id: randomBytes(8).toString('hex'), playing };
    return {
      status: 200,
      headers: [
        ['Transport', transport.header],
        ['Session', `${session?.id ?? ''};timeout=${sessionTimeoutSeconds}`],
      ],
    };
  };

  const silence = ({ headers }: Request): Response => {
    if (!session) return { status: 455 };
    const transport = headers.get('transport')?.split(',')[0]?.trim() ?? '';
    return {
      status: 200,
      headers: [
        ['Transport', transport],
        ['Session', `${session.id};timeout=${sessionTimeoutSeconds}`],
      ],
    };
  };

  const inSession = (method: string, uri: string, { id, playing }: Session): Response => {
    const headers: [string, string][] = [['Session', id]];
    if (method === 'PLAY') {
      const { sequence, timestamp } = playing.position();
      const track = `${uri.replace(/\/$/, '')}/${trackName}`;
      headers.push(['Range', 'npt=now-'], ['RTP-Info', `url=${track};seq=${sequence};rtptime=${timestamp}`]);
    }
    if (method === 'PAUSE') playing.pause();
    if (method === 'TEARDOWN') {
      end();
    }
    return { status: 200, headers };
  };
}

/** Lines of a session description that say nothing. */
const rubbish = (octets: number): string => `a=x-rubbish:${'0'.repeat(46)}\r\n`.repeat(Math.ceil(octets / 60));

/** Path and query of a request URI, which is absolute in RTSP. */
function pathOf(uri: string): string | undefined {
  return /^rtsp:\/\/[^/]+(\/.*)$/i.exec(uri)?.[1];
}
