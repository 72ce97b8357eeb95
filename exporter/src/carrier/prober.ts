import { Emitter } from '../modules/emit.ts';
import type { Prober } from '../probe/prober.ts';
import type { AlarmBook } from './alarmBook.ts';

/** A carrier's network manager is not asked: it tells. A probe shows what stands, and when it was last heard. */
export const carrierProber =
  (book: AlarmBook): Prober =>
  ({ target, exposition }) => {
    book.show(target, Emitter.of(exposition));
    return Promise.resolve();
  };
