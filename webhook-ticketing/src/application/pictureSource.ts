import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Instant } from '../domain/instant.ts';

/** A picture in which a fault shows. */
export interface FetchedPicture {
  jpeg: Uint8Array;
  /** When it was taken; null where the exporter does not say. */
  takenAt: Instant | null;
}

/** Where pictures are fetched: the exporters. */
export interface PictureSource {
  /** Null where no exporter has one. @throws Error where one that could have it does not answer as it should */
  fetch(element: string, fault: PictureFault): Promise<FetchedPicture | null>;
}
