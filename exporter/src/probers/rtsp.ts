import type { AllowedNetworks } from '../allowedNetworks.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import { StreamSession } from '../rtsp/session.ts';

export const defaultRtspPort = 554;

/** The video of a camera: one session, watched for a window, nothing decoded. */
export function rtspProber(parts: {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  windowSeconds: number;
}): Prober {
  return async (probe) => {
    const { target, deadline, exposition, note } = probe;
    const account = await parts.accounts.take(probe);
    const session = new StreamSession({
      host: target.address.host,
      port: target.address.port ?? defaultRtspPort,
      path: target.streamPath,
      login: account.login,
      windowMs: parts.windowSeconds * 1000,
      deadline,
      allowed: parts.allowed,
      note,
    });
    try {
      await session.run();
      if (session.accepted) account.accepted();
    } catch (error) {
      // What it took and then refused counts as refused.
      if (error instanceof ProbeFailure && error.reason === 'unauthorised') account.refused();
      else if (session.accepted) account.accepted();
      throw error;
    } finally {
      account.release();
      addFigures(exposition, session);
    }
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
