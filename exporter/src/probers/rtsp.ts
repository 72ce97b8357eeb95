import type { AllowedNetworks } from '../allowedNetworks.ts';
import type { CredentialStore } from '../credentials.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import { identityOf, type CameraBackoff } from '../rtsp/backoff.ts';
import { StreamSession } from '../rtsp/session.ts';

export const defaultRtspPort = 554;

/** The video of a camera: one session, watched for a window, nothing decoded. */
export function rtspProber(parts: {
  credentials: CredentialStore;
  allowed: AllowedNetworks;
  backoff: CameraBackoff;
  windowSeconds: number;
}): Prober {
  return async ({ target, deadline, exposition, note }) => {
    const credential = parts.credentials.find(target.credentials);
    if (target.credentials !== undefined && credential?.type !== 'rtsp')
      throw new ProbeFailure('credentials_missing', `the credentials file has no rtsp entry "${target.credentials}"`);
    const login = credential?.type === 'rtsp' ? credential : undefined;
    const identity = identityOf([target.address, target.streamPath, target.credentials, login]);
    const backedOff = parts.backoff.remainingSeconds(target.id, identity);
    if (backedOff > 0) {
      exposition.add('camera_backoff_seconds', backedOff);
      const message = `left alone for ${Math.ceil(backedOff)} s, because it refused the credentials`;
      throw new ProbeFailure('unauthorised', message, 'backed_off');
    }
    const session = new StreamSession({
      host: target.address.host,
      port: target.address.port ?? defaultRtspPort,
      path: target.streamPath,
      login,
      windowMs: parts.windowSeconds * 1000,
      deadline,
      allowed: parts.allowed,
      note,
    });
    try {
      await session.run();
    } catch (error) {
      // What it took and then refused counts as refused.
      if (error instanceof ProbeFailure && error.reason === 'unauthorised') {
        parts.backoff.refused(target.id, identity);
        exposition.add('camera_backoff_seconds', parts.backoff.remainingSeconds(target.id, identity));
      } else if (session.accepted) parts.backoff.accepted(target.id);
      throw error;
    } finally {
      addFigures(exposition, session);
    }
    if (session.accepted) parts.backoff.accepted(target.id);
  };
}

function addFigures(exposition: Exposition, { phases, status, meter, windowSeconds }: StreamSession): void {
  for (const [phase, seconds] of phases) exposition.add('rtsp_phase_duration_seconds', seconds, labels({ phase }));
  exposition.add('rtsp_response_status', status);
  // Without a window nothing was watched, and nothing is known of the stream.
  if (!meter || windowSeconds === undefined) return;
  exposition.add('stream_window_seconds', windowSeconds);
  exposition.add('stream_packets', meter.packets);
  exposition.add('stream_packets_lost', meter.packetsLost);
  exposition.add('stream_frames', meter.frames);
  exposition.add('stream_key_frames', meter.knowsKeyFrames ? meter.keyFrames : undefined);
  exposition.add('stream_bytes', meter.bytes);
  exposition.add('stream_jitter_seconds', meter.packets > 1 ? meter.jitterSeconds : undefined);
  const { width, height } = meter.size ?? { width: '', height: '' };
  exposition.add('stream_info', 1, labels({ codec: meter.codec, width: String(width), height: String(height) }));
}
