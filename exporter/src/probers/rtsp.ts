import type { AllowedNetworks } from '../allowedNetworks.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { KeyFrameReceiver } from '../rtsp/keyFrame.ts';
import { StreamSession } from '../rtsp/session.ts';

export const defaultRtspPort = 554;

/** The video of a camera: one session, watched for a window, nothing decoded. */
export function rtspProber(parts: {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  windowSeconds: number;
  keyFrames?: KeyFrameReceiver | undefined;
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
      keepsKeyFrames: parts.keyFrames?.wants(target) ?? false,
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
      const { meter } = session;
      if (meter && meter.keptKeyFrames.length > 0)
        parts.keyFrames?.onKeyFrames(target, meter.keptKeyFrames, meter.packetsLost);
    }
  };
}

function addFigures(exposition: Exposition, { phases, status, meter, windowSeconds }: StreamSession): void {
  for (const [phase, seconds] of phases) exposition.add('rtsp_phase_duration_seconds', seconds, labels({ phase }));
  exposition.add('rtsp_response_status', status);
  // Without a window nothing was watched, and nothing is known of the stream.
  if (!meter || windowSeconds === undefined) return;
  const stream = 'watched';
  const of = labels({ stream });
  exposition.add('stream_watched_timestamp_seconds', Date.now() / 1000, of);
  exposition.add('stream_window_seconds', windowSeconds, of);
  exposition.add('stream_packets', meter.packets, of);
  exposition.add('stream_packets_lost', meter.packetsLost, of);
  exposition.add('stream_packets_reordered', meter.packetsReordered, of);
  exposition.add('stream_malformed_packets', meter.malformed, of);
  exposition.add('stream_frames', meter.frames, of);
  exposition.add('stream_key_frames', meter.knowsKeyFrames ? meter.keyFrames : undefined, of);
  exposition.add('stream_key_frame_interval_seconds', meter.group.intervalSeconds, of);
  exposition.add('stream_gop_frames', meter.group.frames, of);
  exposition.add('stream_declared_frames_per_second', meter.declaredFramesPerSecond, of);
  exposition.add('stream_bytes', meter.bytes, of);
  exposition.add('stream_filler_bytes', meter.fillerBytes, of);
  exposition.add('stream_jitter_seconds', meter.packets > 1 ? meter.jitterSeconds : undefined, of);
  exposition.add('stream_size_changes', meter.sizeChanges, of);
  const { width, height } = meter.size ?? { width: '', height: '' };
  exposition.add(
    'stream_info',
    1,
    labels({ stream, codec: meter.codec, width: String(width), height: String(height) }),
  );
}
