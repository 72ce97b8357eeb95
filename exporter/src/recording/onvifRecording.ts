import type { AllowedNetworks } from '../allowedNetworks.ts';
import { readServices } from '../onvif/serviceMap.ts';
import { openOnvif } from '../onvif/session.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { Target } from '../targets.ts';
import { coverageOf, dayMs, type Coverage } from './coverage.ts';
import { emitRecording } from './emitRecording.ts';
import { findFootage, findRecordings } from './onvifSearch.ts';

/** A search through a day's history is work for a recorder, and one more minute says little. */
const searchedMs = 600_000;

/** What a search found, by the recording's token, and when it ended. */
interface Searched {
  atMs: number;
  coverage: ReadonlyMap<string, Coverage>;
}

/** A recorder by the recording search of ONVIF (Profile G). */
export function onvifRecordingProber(parts: { accounts: CameraAccounts; allowed: AllowedNetworks }): Prober {
  const recorders = new WeakMap<Target, Searched>();
  return async (probe) => {
    const { connection, device, clock } = await openOnvif(probe, parts, { limitSeconds: roughlyNow });
    const search = (await readServices(connection, device)).get('search');
    if (!search) throw new ProbeFailure('protocol', 'the device has no recording search (ONVIF Profile G)');
    const nowMs = Date.now() + (clock.lowMs + clock.highMs) / 2;
    const recordings = await findRecordings(connection, search);
    const wanted = new Set(probe.target.managed.recording?.channels.map(({ channel }) => channel));
    const ours = recordings.filter(({ names }) => names.some((name) => wanted.has(name)));
    const before = recorders.get(probe.target);
    const known = before && performance.now() - before.atMs < searchedMs ? before : await searchDay();
    if (known) recorders.set(probe.target, known);
    emitRecording(
      probe,
      recordings.map((recording) => ({ ...recording, coverage: known?.coverage.get(recording.token) })),
      nowMs,
    );

    /** Undefined where it cannot be had: the state of the channels is known all the same. */
    async function searchDay(): Promise<Searched | undefined> {
      const window = { from: nowMs - dayMs, until: nowMs };
      try {
        const footage = search && ours.length > 0 ? await findFootage(connection, search, ours, window) : new Map();
        const coverage = new Map([...footage].map(([token, spans]) => [token, coverageOf(spans, window)] as const));
        return { atMs: performance.now(), coverage };
      } catch (error) {
        if (!(error instanceof ProbeFailure)) throw error;
        probe.note(`ONVIF: the history of the last day is not to be had: ${error.message}`);
        return undefined;
      }
    }
  };
}

/** In seconds: a tenth of it is known by one reading of the clock, which will do to ask for the last day. */
const roughlyNow = 3600;
