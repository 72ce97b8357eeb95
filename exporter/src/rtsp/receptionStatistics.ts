/** Beyond these, a sequence number does not belong to the run any more: the sender began anew (RFC 3550 appendix A.1). */
const maxDropout = 3000;
const maxMisorder = 100;

/** Loss and jitter of one RTP stream, from sequence numbers, timestamps and times of arrival. */
export class ReceptionStatistics {
  readonly #clockRate: number;
  #received = 0;
  #lostInEarlierRuns = 0;
  #run: { first: number; highest: number; received: number } | undefined;
  #last: { timestamp: number; arrivalMs: number } | undefined;
  /** In units of the clock rate. */
  #jitter = 0;

  /** `clockRate` in Hz. */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  get received(): number {
    return this.#received;
  }

  /** Packets missing by sequence number; a repeated one does not make up for another, a late one for itself. */
  get lost(): number {
    return this.#lostInEarlierRuns + lostIn(this.#run);
  }

  /** Interarrival jitter (RFC 3550 section 6.4.1 and appendix A.8). */
  get jitterSeconds(): number {
    return this.#jitter / this.#clockRate;
  }

  packet(sequence: number, timestamp: number, arrivalMs: number): void {
    this.#received++;
    this.#count(sequence);
    if (this.#last) {
      const arrived = ((arrivalMs - this.#last.arrivalMs) * this.#clockRate) / 1000;
      // Modulo 2^32, as a signed number: timestamps wrap around, and pictures may come out of order.
      const sent = (timestamp - this.#last.timestamp) | 0;
      this.#jitter += (Math.abs(arrived - sent) - this.#jitter) / 16;
    }
    this.#last = { timestamp, arrivalMs };
  }

  #count(sequence: number): void {
    if (this.#run) {
      const ahead = (sequence - this.#run.highest) & 0xffff;
      if (ahead === 0) return;
      if (ahead < maxDropout) this.#run.highest += ahead;
      if (ahead < maxDropout || ahead > 0xffff - maxMisorder) {
        this.#run.received++;
        return;
      }
      this.#lostInEarlierRuns += lostIn(this.#run);
      this.#last = undefined;
    }
    this.#run = { first: sequence, highest: sequence, received: 1 };
  }
}

const lostIn = (run: { first: number; highest: number; received: number } | undefined): number =>
  run ? Math.max(0, run.highest - run.first + 1 - run.received) : 0;
