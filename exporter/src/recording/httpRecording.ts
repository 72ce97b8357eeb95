import { diskStates, recorderReport, type RecorderReport } from '@roundsman/contract/recorderReport.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { Emitter } from '../modules/emit.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import { readJson } from '../web/json.ts';
import { coverageOf, dayMs } from './coverage.ts';
import { emitRecording } from './emitRecording.ts';

/** A recorder by the report that it, or an adapter in front of it, gives over HTTP. */
export function httpRecordingProber(parts: { accounts: CameraAccounts; allowed: AllowedNetworks }): Prober {
  return async (probe) => {
    const { id, managed } = probe.target;
    if (!managed.recording?.http) throw new Error(`${id} has the module http_recording and no key recording.http`);
    const report = await readJson(probe, managed.recording.http, recorderReport, parts);
    const emit = Emitter.of(probe.exposition);
    for (const { disk, state } of report.disks) emit.state('device_disk_state', diskStates, state, { disk });
    emitRecording(probe, channelsOf(report), report.time);
  };
}

const channelsOf = ({ time, channels }: RecorderReport) =>
  channels.map(({ channel, recording, oldest, segments }) => ({
    ...{ names: [channel], recording, oldestMs: oldest },
    coverage: segments && coverageOf(segments, { from: time - dayMs, until: time }),
  }));
