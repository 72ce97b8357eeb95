import type { AllowedNetworks } from '../allowedNetworks.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { KeyFrameReceiver } from '../rtsp/keyFrame.ts';
import { defaultRtspPorts, StreamSession } from '../rtsp/session.ts';
import type { StreamBook } from '../rtsp/streamBook.ts';
import { figuresOf } from '../rtsp/streamFigures.ts';
import type { UplinkBudget } from '../rtsp/uplinkBudget.ts';

export interface RtspParts {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  windowSeconds: number;
  /** Certificates in PEM of who signs those of cameras; undefined: those that Node trusts. */
  authorities: string | undefined;
  streams: StreamBook;
  budget: UplinkBudget;
  keyFrames: KeyFrameReceiver | undefined;
}

/** Of a stream of which nothing is known yet. */
const assumedKilobitsPerSecond = 1000;
/** What is left for a session beside its window when it had to wait. */
const handshakeMs = 750;

/** The video of a camera: one session to one of its streams, watched for a window, nothing decoded. */
export function rtspProber(parts: RtspParts): Prober {
  const { streams, keyFrames } = parts;
  return async (probe) => {
    const { target, deadline, exposition, note } = probe;
    const stream = streams.due(target);
    const { scheme = 'rtsp', transport = 'tcp', certificate, profile, mainProfile } = target.video ?? {};
    const account = await parts.accounts.take(probe);
    const session = new StreamSession({
      host: target.address.host,
      port: target.address.port ?? defaultRtspPorts[scheme],
      path: stream === 'main' ? (target.mainStreamPath ?? target.streamPath) : target.streamPath,
      transport,
      tls: scheme === 'rtsps' ? { authorities: parts.authorities, anyCertificate: certificate === 'any' } : undefined,
      login: account.login,
      windowMs: parts.windowSeconds * 1000,
      deadline,
      allowed: parts.allowed,
      note,
      keepsKeyFrames: keyFrames?.wants(target) ?? false,
    });
    note(`stream ${stream}`);
    let asked = false;
    const known = streams.kilobitsPerSecond(target.id, stream);
    const expected = stream === 'main' ? mainProfile : profile;
    const rate = Math.ceil(known ?? expected?.kilobitsPerSecond ?? assumedKilobitsPerSecond);
    const patienceMs = Math.max(0, remainingMs(probe) - parts.windowSeconds * 1000 - handshakeMs);
    try {
      await parts.budget.run(target.streamUplinks ?? [], rate, patienceMs, () => {
        asked = true;
        return session.run();
      });
      if (session.accepted) account.accepted();
    } catch (error) {
      // What it took and then refused counts as refused.
      if (error instanceof ProbeFailure && error.reason === 'unauthorised') account.refused();
      else if (session.accepted) account.accepted();
      throw error;
    } finally {
      account.release();
      addPhases(exposition, session);
      // A camera that had to stay unasked is known as before.
      const sentNothing = session.status === undefined || session.meter?.frames === 0;
      if (asked && sentNothing) streams.silent(target.id);
      if (asked) streams.visited(target.id, stream, figuresOf(stream, session, expected));
      streams.show(target.id, exposition);
      const { meter } = session;
      if (meter && meter.keptKeyFrames.length > 0)
        keyFrames?.onKeyFrames(target, meter.keptKeyFrames, meter.packetsLost);
    }
  };
}

function addPhases(exposition: Exposition, { phases, status }: StreamSession): void {
  for (const [phase, seconds] of phases) exposition.add('rtsp_phase_duration_seconds', seconds, labels({ phase }));
  exposition.add('rtsp_response_status', status);
}
