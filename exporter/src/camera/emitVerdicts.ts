import { referenceTimes } from '../picture/memory.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import type { CameraRecord } from './cameraRecord.ts';

/** The newest verdict on a camera, at every scrape of its stream. What is not known is absent. */
export function emitVerdicts(exposition: Exposition, { newest, memory }: CameraRecord): void {
  const judged = newest && newest.at / 1000;
  exposition.add('picture_judged_timestamp_seconds', judged);
  for (const { fault, score, threshold, confirmed } of newest?.verdicts ?? []) {
    const labelled = labels({ fault });
    if (confirmed) exposition.add('picture_fault_timestamp_seconds', judged, labelled);
    exposition.add('picture_fault', confirmed === undefined ? undefined : Number(confirmed), labelled);
    exposition.add('picture_fault_score', score, labelled);
    exposition.add('picture_fault_threshold', threshold, labelled);
  }
  for (const [mode, at] of Object.entries(referenceTimes(memory)))
    exposition.add('picture_reference_timestamp_seconds', at / 1000, labels({ mode }));
}
