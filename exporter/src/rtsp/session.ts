import { setTimeout as delay } from 'node:timers/promises';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { formatEndpoint, parseDeviceAddress, resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Login } from './authentication.ts';
import { RtspClient } from './client.ts';
import { RtspConnection } from './connection.ts';
import type { RtspMessage } from './messageReader.ts';
import { controlUrl, readSdp } from './sdp.ts';
import { StreamMeter } from './streamMeter.ts';

export type Phase = 'connect' | 'options' | 'describe' | 'setup' | 'play' | 'first_packet' | 'first_key_frame';

export interface SessionPlan {
  host: string;
  port: number;
  /** Path and query of the stream. */
  path: string;
  login: Login | undefined;
  windowMs: number;
  /** Absolute, in ms of `performance.now()`; TEARDOWN included. */
  deadline: number;
  allowed: AllowedNetworks;
  note: (line: string) => void;
  /** Whether the key frames are wanted. */
  keepsKeyFrames: boolean;
}

/** What is kept of a TEARDOWN's time, so that a camera is never left with a session it believes in. */
const teardownMs = 250;
const maxRedirects = 3;

/** One visit to one stream; its figures are there as far as it came, also when it failed. */
export class StreamSession {
  readonly phases = new Map<Phase, number>();
  meter: StreamMeter | undefined;
  windowSeconds: number | undefined;
  status: number | undefined;
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
    await this.#visit({ address, port, url: `rtsp://${formatEndpoint(host, port)}${path}` }, this.#plan.login, 0);
  }

  async #visit(
    at: { address: string; port: number; url: string },
    login: Login | undefined,
    redirects: number,
  ): Promise<void> {
    const connection = await this.#timed('connect', () => RtspConnection.open(at.address, at.port, this.#leftMs()));
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
      await this.#watch(client, connection, described, at.url);
    } finally {
      this.status = client.status ?? this.status;
      this.accepted ||= client.accepted;
      connection.close();
    }
  }

  async #redirected(response: RtspMessage, from: string, login: Login | undefined, redirects: number): Promise<void> {
    const url = response.headers.get('location')?.[0] ?? '';
    const match = /^rtsp:\/\/(?:[^@/]*@)?([^/@]+)(\/.*)?$/i.exec(url);
    const to = parseDeviceAddress(match?.[1] ?? '');
    if (!to || redirects >= maxRedirects) throw new ProbeFailure('protocol', 'the device redirects to nowhere');
    const { address } = await resolveHost(to.host, this.#plan.allowed, this.#leftMs());
    const port = to.port ?? 554;
    const sameHost = address === from;
    // Its own inventory entry is what allows a device to be asked; another host needs a network that allows it.
    if (!sameHost && !this.#plan.allowed.restricted)
      throw new ProbeFailure('protocol', `the device redirects to ${address}, which no allowedNetworks entry permits`);
    this.#plan.note(`redirected to ${formatEndpoint(address, port)}${sameHost ? '' : ', without credentials'}`);
    await this.#visit(
      { address, port, url: `rtsp://${formatEndpoint(to.host, port)}${match?.[2] ?? '/'}` },
      sameHost ? login : undefined,
      redirects + 1,
    );
  }

  async #watch(client: RtspClient, connection: RtspConnection, described: RtspMessage, url: string): Promise<void> {
    const description = readSdp(described.body);
    if (!description.video) throw new ProbeFailure('no_media', 'the stream has no video');
    const base = (described.headers.get('content-base') ?? described.headers.get('content-location'))?.[0] ?? url;
    const aggregate = controlUrl(base, description.control);
    const track = controlUrl(base, description.video.control);
    const meter = new StreamMeter(description.video, this.#plan.keepsKeyFrames);
    this.meter = meter;
    const setup = await this.#timed('setup', () =>
      client.request('SETUP', track, { Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' }, this.#leftMs()),
    );
    requireSuccess('SETUP', setup);
    const session = /^[^;]*/.exec(setup.headers.get('session')?.[0] ?? '')?.[0].trim() ?? '';
    if (session === '') throw new ProbeFailure('protocol', 'SETUP is answered without a session');
    try {
      const channel = Number(/interleaved=(\d+)/.exec(setup.headers.get('transport')?.[0] ?? '')?.[1] ?? 0);
      connection.onInterleaved((to, octets, from, end) => {
        if (to === channel) meter.packet(octets, from, end, performance.now());
      });
      const play = await this.#timed('play', () =>
        client.request('PLAY', aggregate, { Session: session, Range: 'npt=0.000-' }, this.#leftMs()),
      );
      requireSuccess('PLAY', play);
      await this.#window(connection, meter);
    } finally {
      const status = client.status;
      await client.request('TEARDOWN', aggregate, { Session: session }, teardownMs).catch((error: unknown) => {
        if (!(error instanceof ProbeFailure)) throw error;
        this.#plan.note(`TEARDOWN: ${error.message}`);
      });
      client.status = status;
    }
    if (meter.frames === 0) throw new ProbeFailure('no_media', `no frame in ${String(this.windowSeconds)} s`);
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
