import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { Logger } from 'pino';
import type { OwnMetrics } from '../ownMetrics.ts';
import type { Exposition } from '../probe/exposition.ts';
import type { Target, Targets } from '../targets.ts';
import { emitVerdicts } from './emitVerdicts.ts';
import { PictureBook, type PictureSettings } from './pictureBook.ts';
import { streamSamples } from './streamFigures.ts';

/** What is known of cameras beyond the probe that runs: the figures of their streams, and how they see. */
export class Cameras {
  /** Absent where no pictures are judged. */
  readonly book: PictureBook | undefined;
  readonly #streams = new Map<string, string>();

  private constructor(book: PictureBook | undefined) {
    this.book = book;
  }

  /** @throws errors of the disk */
  static async open(settings: PictureSettings | undefined, { pictures }: OwnMetrics, log: Logger): Promise<Cameras> {
    if (!settings) return new Cameras(undefined);
    const observer = {
      ...pictures,
      decoderFailed: (reason: Parameters<typeof pictures.decoderFailed>[0], camera: string): void => {
        pictures.decoderFailed(reason);
        log.warn({ camera, reason }, 'the decoder failed with a picture of a camera; it is not tried again');
      },
      unreadable: (camera: string): void =>
        log.error({ camera }, 'the record of a camera in pictures.folder cannot be read; its view is learnt anew'),
      failed: (error: unknown): void => log.error({ err: error }, 'a picture was not judged, or not stored'),
    };
    return new Cameras(await PictureBook.open(settings, observer, Date.now));
  }

  follow(inventory: Inventory, targets: Targets): void {
    this.book?.follow(inventory, targets);
    for (const camera of this.#streams.keys()) if (!targets.has(camera)) this.#streams.delete(camera);
  }

  /** After each probe of a stream: remember its figures, show the newest verdicts. */
  show({ id }: Target, group: ProbeGroup, exposition: Exposition): void {
    if (group !== 'rtsp') return;
    const samples = streamSamples(exposition);
    if (samples !== '') this.#streams.set(id, samples);
    const record = this.book?.record(id);
    if (record) emitVerdicts(exposition, record);
  }

  /** The samples of a camera's streams, of the newest visits. */
  readonly streams = (camera: string): string => this.#streams.get(camera) ?? '';
}
