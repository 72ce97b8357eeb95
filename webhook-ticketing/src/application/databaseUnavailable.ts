/** Thrown by every use case while the database cannot be reached; nothing was written, and asking again later is right. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';

  constructor(cause?: unknown) {
    super('the database cannot be reached', { cause });
  }
}
