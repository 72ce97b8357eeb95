import type { AllowedNetworks } from '../allowedNetworks.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { KeyFrameReceiver } from '../rtsp/keyFrame.ts';
import type { Target } from '../targets.ts';
import { exchange, type WebAnswer } from '../web/exchange.ts';
import { exchangeWithLogin } from '../web/login.ts';
import { webServerOf } from '../web/server.ts';

export interface SnapshotParts {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  keyFrames: KeyFrameReceiver | undefined;
}

const maxBytes = 4 * 1024 * 1024;

/**
 * A still picture (JPEG) of a camera without RTSP. It is fetched when a verdict is due, and at every scrape until it has come
 * once. In between, the web server is asked for it without a login and without reading it: a refusal shows that it answers.
 */
export function snapshotProber({ accounts, allowed, keyFrames }: SnapshotParts): Prober {
  // Of targets, which are made anew with each inventory: whose last picture came.
  const served = new WeakSet<Target>();
  return async (probe) => {
    const { target, deadline, note } = probe;
    if (!target.snapshot) throw new Error(`${target.id} has the module snapshot and no key snapshot`);
    const server = await webServerOf(probe, target.snapshot, allowed);
    const request = { method: 'GET', path: target.snapshot.path, deadline } as const;
    // Where nobody judges pictures, only fetching it shows that there is one.
    const wanted = keyFrames?.wants(target) ?? true;
    if (!wanted && served.has(target)) {
      note('snapshot: no picture is due; the web server is asked whether it answers');
      const answer = await exchange(server, request);
      if (answer.status !== 401) requireGiven(answer);
      return;
    }
    served.delete(target);
    const answer = await exchangeWithLogin(server, { ...request, maxBytes }, probe, accounts);
    requireGiven(answer);
    const { body: data, answeredMs: at } = answer;
    note(`snapshot: ${data.length} octets`);
    if (!isJpeg(data)) throw new ProbeFailure('no_media', 'what the web server gives is no JPEG picture');
    served.add(target);
    if (wanted) keyFrames?.onKeyFrames(target, [{ codec: 'JPEG', data, at, damaged: false }], 0);
  };
}

function requireGiven({ status }: WebAnswer): void {
  if (status === 200) return;
  // 403 is of an account that may not see pictures, whatever its password.
  const reason = status === 403 ? 'unauthorised' : status === 404 ? 'no_media' : 'protocol';
  throw new ProbeFailure(reason, `the web server gives no picture, but status ${status}`);
}

/** Start of image and the beginning of the next marker (ITU-T T.81 annex B). What stands behind is the decoder's to judge. */
const isJpeg = (data: Uint8Array): boolean => data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff;
