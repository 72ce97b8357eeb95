import { setInterval } from 'node:timers';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { Decoder, DecoderFailure, type DecoderFailureReason } from '../decoding/decoder.ts';
import { judge } from '../picture/judge.ts';
import { freshMemory } from '../picture/memory.ts';
import type { TimedPicture } from '../picture/observation.ts';
import { sunElevation } from '../picture/sun.ts';
import type { KeyFrame, KeyFrameReceiver } from '../rtsp/keyFrame.ts';
import type { Target, Targets } from '../targets.ts';
import { freshRecord, readRecord, writeRecord, type CameraRecord } from './cameraRecord.ts';
import { PictureFiles, type Photo, type PhotoName } from './pictureFiles.ts';
import { Schedule } from './schedule.ts';
import { VisitQueue, type Visit } from './visitQueue.ts';

export interface PictureSettings {
  /** Where references, scores and photos are kept. */
  folder: string;
  everyMinutes: number;
  keepDays: number;
  maxMegabytes: number;
  /** Decoder processes. */
  decoders: number;
}

/** Told of the course of the verdicts, for the exporter's own metrics and its log. */
export interface PictureObserver {
  judged: () => void;
  /** There was no room for a visit. */
  dropped: () => void;
  decoderFailed: (reason: DecoderFailureReason, camera: string) => void;
  /** What was written of a camera cannot be read: it is learnt anew. */
  unreadable: (camera: string) => void;
  /** A fault of the exporter or its disk: the visit is lost. */
  failed: (error: unknown) => void;
}

/** So old a photo may be while nothing is wrong. */
const photoMs = 3600_000;
const sweepMs = 3600_000;
/** So much of what was learnt of a camera a crash may cost; a record is some 100 kB. */
const recordMs = 30 * 60_000;

/** Judges the pictures of cameras: takes key frames of visits when a camera is due, and knows the newest verdicts. */
export class PictureBook implements KeyFrameReceiver {
  readonly #files: PictureFiles;
  readonly #schedule: Schedule;
  readonly #queue = new VisitQueue();
  readonly #idle: Decoder[];
  readonly #decoders: readonly Decoder[];
  readonly #observer: PictureObserver;
  readonly #now: () => number;
  readonly #records = new Map<string, CameraRecord>();
  readonly #photographed = new Map<string, number>();
  /** When the record of each camera was written, by the time of its verdict. */
  readonly #written = new Map<string, number>();
  readonly #working = new Set<Promise<void>>();
  readonly #sweeper: NodeJS.Timeout;
  #places = new Map<string, { latitude: number; longitude: number }>();
  #closed = false;

  private constructor(files: PictureFiles, settings: PictureSettings, observer: PictureObserver, now: () => number) {
    this.#files = files;
    this.#schedule = new Schedule(settings.everyMinutes * 60_000, now());
    this.#decoders = Array.from({ length: settings.decoders }, () => new Decoder());
    this.#idle = [...this.#decoders];
    this.#observer = observer;
    this.#now = now;
    this.#sweeper = setInterval(() => this.#work(this.#files.sweep(this.#now())), sweepMs).unref();
  }

  /** With what was learnt before. @throws errors of the disk */
  static async open(settings: PictureSettings, observer: PictureObserver, now: () => number): Promise<PictureBook> {
    const keep = { ms: settings.keepDays * 86_400_000, bytes: settings.maxMegabytes * 1e6 };
    const files = new PictureFiles(settings.folder, keep);
    const written = await files.open();
    await files.sweep(now());
    const book = new PictureBook(files, settings, observer, now);
    for (const [camera, text] of written) {
      const record = readRecord(text);
      if (record) book.#records.set(camera, record);
      else observer.unreadable(camera);
    }
    return book;
  }

  /** From now on these are the cameras, and their places. */
  follow(inventory: Inventory, targets: Targets): void {
    const siteAt = new Map(inventory.sites.map(({ id, location }) => [id, location]));
    this.#places = new Map(
      [...targets.values()].flatMap(({ id, siteId }) => {
        const location = siteAt.get(siteId);
        return location ? [[id, location] as const] : [];
      }),
    );
    for (const known of [this.#records, this.#photographed, this.#written])
      for (const camera of known.keys()) if (!targets.has(camera)) known.delete(camera);
    this.#schedule.keepOnly(targets);
  }

  wants({ id }: Target): boolean {
    return this.#schedule.isDue(id, this.#now());
  }

  onKeyFrames({ id }: Target, frames: readonly KeyFrame[], packetsLost: number): void {
    if (frames.length === 0 || this.#closed) return;
    if (!this.#queue.add({ camera: id, frames, packetsLost })) return this.#observer.dropped();
    this.#schedule.done(id, this.#now());
    // The scrape that brought them is answered first.
    setImmediate(() => this.#employ());
  }

  record(camera: string): CameraRecord | undefined {
    return this.#records.get(camera);
  }

  photo(camera: string, name: PhotoName): Promise<Photo | undefined> {
    return this.#files.photo(camera, name);
  }

  /** Forget the view that was learnt, and what was suspected: for a camera that was moved on purpose. @throws errors of the disk */
  async resetReference(camera: string): Promise<void> {
    const record = { ...(this.#records.get(camera) ?? freshRecord()), memory: freshMemory(), newest: undefined };
    this.#records.set(camera, record);
    await this.#files.writeRecord(camera, writeRecord(record));
  }

  /** When all that was taken on is judged. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** What waits is not judged any more; what is being written is written. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweeper);
    for (const decoder of this.#decoders) decoder.close();
    await this.settled();
    for (const [camera, record] of this.#records)
      if (record.newest && record.newest.at !== this.#written.get(camera))
        await this.#write(camera, record).catch((error: unknown) => this.#observer.failed(error));
  }

  #employ(): void {
    const decoder = this.#closed ? undefined : this.#idle.pop();
    const visit = decoder && this.#queue.take();
    if (!decoder) return;
    if (!visit) {
      this.#idle.push(decoder);
      return;
    }
    const judging = this.#judge(decoder, visit).finally(() => {
      this.#idle.push(decoder);
      this.#employ();
    });
    this.#work(judging);
  }

  #work(work: Promise<void>): void {
    const noted = work
      .catch((error: unknown) => this.#observer.failed(error))
      .finally(() => this.#working.delete(noted));
    this.#working.add(noted);
  }

  async #judge(decoder: Decoder, { camera, frames, packetsLost }: Visit): Promise<void> {
    const pictures: TimedPicture[] = [];
    let decoderErrors = 0;
    let failed = false;
    for (const frame of frames) {
      try {
        const { picture, errors } = await decoder.picture(frame);
        decoderErrors += errors;
        if (picture) pictures.push({ picture, at: frame.at });
      } catch (error) {
        if (!(error instanceof DecoderFailure)) throw error;
        if (this.#closed) return;
        failed = true;
        this.#observer.decoderFailed(error.reason, camera);
      }
    }
    // Of our own decoder's failure nothing is said of the camera.
    if (failed && pictures.length === 0) return;
    const at = frames.at(-1)?.at ?? this.#now();
    const before = this.#records.get(camera) ?? freshRecord();
    const place = this.#places.get(camera);
    const { memory, verdicts, mode } = judge(before.memory, {
      pictures,
      decoderErrors,
      packetsLost,
      at,
      ...(place && { sunElevation: sunElevation(place.latitude, place.longitude, at) }),
    });
    before.history.add(at, verdicts);
    const record = { memory, newest: { at, mode, verdicts }, history: before.history };
    this.#records.set(camera, record);
    this.#observer.judged();
    const isNews = confirmedIn(record) !== confirmedIn(before);
    if (isNews || at - (this.#written.get(camera) ?? -Infinity) >= recordMs) await this.#write(camera, record);
    await this.#photograph(decoder, camera, frames.at(-1), record);
  }

  async #write(camera: string, record: CameraRecord): Promise<void> {
    this.#written.set(camera, record.newest?.at ?? -Infinity);
    await this.#files.writeRecord(camera, writeRecord(record));
  }

  /** A fault is photographed at every verdict that speaks for it, a good picture now and then. */
  async #photograph(
    decoder: Decoder,
    camera: string,
    frame: KeyFrame | undefined,
    { newest }: CameraRecord,
  ): Promise<void> {
    const faults = newest?.verdicts.filter(({ suspected, confirmed }) => suspected || confirmed) ?? [];
    const last = this.#photographed.get(camera);
    if (!frame || (faults.length === 0 && last !== undefined && frame.at - last < photoMs)) return;
    const jpeg = await decoder.photo(frame).catch((error: unknown) => {
      if (!(error instanceof DecoderFailure)) throw error;
      if (!this.#closed) this.#observer.decoderFailed(error.reason, camera);
      return undefined;
    });
    if (!jpeg) return;
    this.#photographed.set(camera, frame.at);
    const names: PhotoName[] = ['picture', ...faults.map(({ fault }) => fault)];
    for (const name of names) await this.#files.writePhoto(camera, name, { jpeg, at: frame.at });
  }
}

const confirmedIn = ({ newest }: CameraRecord): string | undefined =>
  newest?.verdicts.find(({ confirmed }) => confirmed)?.fault;
