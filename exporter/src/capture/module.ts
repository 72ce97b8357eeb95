import type { SourcedModule } from '../power/sourcedModule.ts';

/** Passages of vehicles or faces that a camera captured. */
export const captureModule: SourcedModule = {
  name: 'capture',
  title: { en: 'Passages captured', zh: '过车抓拍' },
  confirmed: 'simulated',
  documents: ['docs/asking.md'],
  reads: ['files of the folder', 'report over HTTP', 'POST /captures'].map((source) => ({
    source,
    feeds: [
      'capture_passages',
      'capture_passages_expected',
      'capture_baseline_size',
      'capture_last_passage_timestamp_seconds',
    ],
  })),
};
