/** Counts a camera's RTSP sessions, and allows no more than it can serve. */
export class Sessions {
  readonly #allowed: () => number;
  #now = 0;
  #most = 0;
  #opened = 0;
  #refused = 0;

  constructor(allowed: () => number) {
    this.#allowed = allowed;
  }

  /** False where there are as many as it allows. */
  begin(): boolean {
    if (this.#now >= this.#allowed()) {
      this.#refused += 1;
      return false;
    }
    this.#now += 1;
    this.#opened += 1;
    this.#most = Math.max(this.#most, this.#now);
    return true;
  }

  end(): void {
    this.#now -= 1;
  }

  counts() {
    return {
      ...{ sessions: this.#now, mostSessions: this.#most },
      ...{ openedSessions: this.#opened, refusedSessions: this.#refused },
    };
  }
}
