import { setTimeout as delay } from 'node:timers/promises';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { formatEndpoint, parseDeviceAddress, resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Login } from './authentication.ts';
import { RtspClient } from './client.ts';
import { RtspConnection } from './connection.ts';
import { beside, interleaved } from './mediaTransport.ts';
import type { RtspMessage } from './messageReader.ts';
import { controlUrl, readSdp } from './sdp.ts';
import { clockOfSenderReport } from './senderReport.ts';
import { StreamMeter } from './streamMeter.ts';
import type { TlsTerms } from './tls.ts';

export type Phase = 'connect' | 'options' | 'describe' | 'setup' | 'play' | 'first_packet' | 'first_key_frame';

export interface SessionPlan {
  host: string;
  port: number;
  /** Path and query of the stream. */
  path: string;
  transport: 'tcp' | 'udp';
  /** Absent: rtsp, without TLS. */
  tls: Omit<TlsTerms, 'host'> | undefined;
  login: Login | undefined;
  windowMs: number;
  /** Absolute, in ms of `performance.now()`; TEARDOWN included. */
  deadline: number;
  allowed: AllowedNetworks;
  note: (line: string) => void;
  /** Whether the key frames are wanted. */
  keepsKeyFrames: boolean;
}

/** RFC 2326 section 3.2; IANA for TLS. */
export const defaultRtspPorts = { rtsp: 554, rtsps: 322 } as const;

/** What is kept of a TEARDOWN's time, so that a camera is never left with a session it believes in. */
const teardownMs = 250;
const maxRedirects = 3;

/** One visit to one stream; its figures are there as far as it came, also when it failed. */
export class StreamSession {
  readonly phases = new Map<Phase, number>();
  meter: StreamMeter | undefined;
  windowSeconds: number | undefined;
  status: number | undefined;
  /** The camera's clock minus ours, by its newest sender report. */
  clockOffsetSeconds: number | undefined;
  /** Whether the camera took the credentials. */
  accepted = false;
  readonly #plan: SessionPlan;

  constructor(plan: SessionPlan) {
    this.#plan = plan;
  }

  /** OPTIONS, DESCRIBE, SETUP, PLAY, watch, TEARDOWN. @throws ProbeFailure where it ended */
  async run(): Promise<void> {
    const { host, port, path } = this.#plan;
    const { address } = await resolveHost(host, this.#plan.allowed, this.#leftMs());
    await this.#visit(
      { address, port, host, url: `${this.#scheme}://${formatEndpoint(host, port)}${path}` },
      this.#plan.login,
      0,
    );
  }

  async #visit(
    at: { address: string; port: number; host: string; url: string },
    login: Login | undefined,
    redirects: number,
  ): Promise<void> {
    const connection = await this.#timed('connect', () =>
      RtspConnection.open(at.address, at.port, this.#leftMs(), this.#plan.tls && { ...this.#plan.tls, host: at.host }),
    );
    const client = new RtspClient(connection, login, this.#plan.note);
    try {
      // Not judged: some cameras answer it with an error and everything else well.
      await this.#timed('options', () => client.request('OPTIONS', at.url, {}, this.#leftMs()));
      const described = await this.#timed('describe', () =>
        client.request('DESCRIBE', at.url, { Accept: 'application/sdp' }, this.#leftMs()),
      );
      const status = described.status ?? 0;
      if (status >= 300 && status < 400) {
        connection.close();
        return await this.#redirected(described, at.address, login, redirects);
      }
      requireSuccess('DESCRIBE', described);
      await this.#watch(client, connection, described, at);
    } finally {
      this.status = client.status ?? this.status;
      this.accepted ||= client.accepted;
      connection.close();
    }
  }

  async #redirected(response: RtspMessage, from: string, login: Login | undefined, redirects: number): Promise<void> {
    const url = response.headers.get('location')?.[0] ?? '';
    // From a connection with TLS to one without nobody is followed.
    const match = /^(rtsps?):\/\/(?:[^@/]*@)?([^/@]+)(\/.*)?$/i.exec(url);
    const to = match?.[1]?.toLowerCase() === this.#scheme ? parseDeviceAddress(match[2] ?? '') : undefined;
    if (!to || redirects >= maxRedirects) throw new ProbeFailure('protocol', 'the device redirects to nowhere');
    const { address } = await resolveHost(to.host, this.#plan.allowed, this.#leftMs());
    const port = to.port ?? defaultRtspPorts[this.#scheme];
    const sameHost = address === from;
    // Its own inventory entry is what allows a device to be asked; another host needs a network that allows it.
    if (!sameHost && !this.#plan.allowed.restricted)
      throw new ProbeFailure('protocol', `the device redirects to ${address}, which no allowedNetworks entry permits`);
    this.#plan.note(`redirected to ${formatEndpoint(address, port)}${sameHost ? '' : ', without credentials'}`);
    await this.#visit(
      { address, port, host: to.host, url: `${this.#scheme}://${formatEndpoint(to.host, port)}${match?.[3] ?? '/'}` },
      sameHost ? login : undefined,
      redirects + 1,
    );
  }

  async #watch(
    client: RtspClient,
    connection: RtspConnection,
    described: RtspMessage,
    at: { address: string; url: string },
  ): Promise<void> {
    const description = readSdp(described.body);
    if (!description.video) throw new ProbeFailure('no_media', 'the stream has no video');
    const base = (described.headers.get('content-base') ?? described.headers.get('content-location'))?.[0] ?? at.url;
    const aggregate = controlUrl(base, description.control);
    const track = controlUrl(base, description.video.control);
    const meter = new StreamMeter(description.video, this.#plan.keepsKeyFrames);
    this.meter = meter;
    const media = (octets: Buffer, from: number, to: number): void => meter.packet(octets, from, to, performance.now());
    const control = (octets: Buffer, from: number, to: number): void => {
      const clockMs = clockOfSenderReport(octets, from, to);
      if (clockMs !== undefined) this.clockOffsetSeconds = (clockMs - Date.now()) / 1000;
    };
    const { transport: way } = this.#plan;
    const transport =
      way === 'tcp' ? interleaved(connection, media, control) : await beside(connection, at.address, media, control);
    let session = '';
    try {
      const setup = await this.#timed('setup', () =>
        client.request('SETUP', track, { Transport: transport.offered }, this.#leftMs()),
      );
      requireSuccess('SETUP', setup);
      session = /^[^;]*/.exec(setup.headers.get('session')?.[0] ?? '')?.[0].trim() ?? '';
      if (session === '') throw new ProbeFailure('protocol', 'SETUP is answered without a session');
      transport.agreed(setup.headers.get('transport')?.[0] ?? '');
      const play = await this.#timed('play', () =>
        client.request('PLAY', aggregate, { Session: session, Range: 'npt=0.000-' }, this.#leftMs()),
      );
      requireSuccess('PLAY', play);
      await this.#window(connection, meter);
    } finally {
      transport.close();
      if (session !== '') await this.#tearDown(client, aggregate, session);
    }
    if (meter.frames === 0) throw new ProbeFailure('no_media', `no frame in ${String(this.windowSeconds)} s`);
  }

  async #tearDown(client: RtspClient, aggregate: string, session: string): Promise<void> {
    const { status } = client;
    await client.request('TEARDOWN', aggregate, { Session: session }, teardownMs).catch((error: unknown) => {
      if (!(error instanceof ProbeFailure)) throw error;
      this.#plan.note(`TEARDOWN: ${error.message}`);
    });
    client.status = status;
  }

  /** At least as long as it was asked for; on until a whole group of pictures has come, where that is within the deadline. */
  async #window(connection: RtspConnection, meter: StreamMeter): Promise<void> {
    const started = performance.now();
    const over = new AbortController();
    const wait = (ms: number): Promise<undefined> =>
      delay(ms, undefined, { signal: over.signal }).catch(() => undefined);
    const group = new Promise<undefined>((resolve) => {
      meter.onGroup = () => resolve(undefined);
    });
    const watched = async (): Promise<void> => {
      await wait(Math.min(this.#plan.windowMs, this.#leftMs()));
      if (over.signal.aborted || !meter.knowsKeyFrames || meter.frames === 0) return;
      await Promise.race([group, wait(this.#leftMs())]);
    };
    await Promise.race([watched(), connection.closed]);
    over.abort();
    meter.finish();
    this.windowSeconds = (performance.now() - started) / 1000;
    const since = (ms: number): number => Math.max(0, ms - started) / 1000;
    if (meter.firstPacketMs !== undefined) this.phases.set('first_packet', since(meter.firstPacketMs));
    if (meter.firstKeyFrameMs !== undefined) this.phases.set('first_key_frame', since(meter.firstKeyFrameMs));
  }

  async #timed<T>(phase: Phase, step: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await step();
    this.phases.set(phase, (performance.now() - started) / 1000);
    return result;
  }

  get #scheme(): keyof typeof defaultRtspPorts {
    return this.#plan.tls ? 'rtsps' : 'rtsp';
  }

  #leftMs(): number {
    const left = this.#plan.deadline - teardownMs - performance.now();
    if (left <= 0) throw new ProbeFailure('timeout', 'the deadline of the probe has passed');
    return left;
  }
}

function requireSuccess(method: string, { status }: RtspMessage): void {
  if (status === undefined || status < 200 || status > 299)
    throw new ProbeFailure('protocol', `the device answers ${method} with ${String(status)}`);
}
