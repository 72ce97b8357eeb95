/** Beyond these, a sequence number does not belong to the run any more: the sender began anew (RFC 3550 appendix A.1). */
export const maxDropout = 3000;
export const maxMisorder = 100;
/** A power of two above `maxMisorder`, so that places go on where sequence numbers wrap around. */
const remembered = 128;
const nothing = 0x10000;

/** Loss, reordering and jitter of one RTP stream, from sequence numbers, timestamps and times of arrival. */
export class ReceptionStatistics {
  readonly #clockRate: number;
  /** The newest sequence numbers, so that a late packet is told from one that came twice. */
  readonly #seen = new Uint32Array(remembered).fill(nothing);
  #received = 0;
  #reordered = 0;
  #lostInEarlierRuns = 0;
  /** Of the current run: the first and the highest number, counted on where they wrap around; none before the first packet. */
  #first = 0;
  #highest = 0;
  #runReceived = 0;
  #hasLast = false;
  #lastTimestamp = 0;
  #lastArrivalMs = 0;
  /** In units of the clock rate. */
  #jitter = 0;

  /** `clockRate` in Hz. */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  get received(): number {
    return this.#received;
  }

  /** Packets that came after one with a higher sequence number. They are not lost. */
  get reordered(): number {
    return this.#reordered;
  }

  /** Packets missing by sequence number; a repeated one does not make up for another, a late one for itself. */
  get lost(): number {
    return this.#lostInEarlierRuns + this.#lostInRun();
  }

  /** Interarrival jitter (RFC 3550 section 6.4.1 and appendix A.8). */
  get jitterSeconds(): number {
    return this.#jitter / this.#clockRate;
  }

  packet(sequence: number, timestamp: number, arrivalMs: number): void {
    this.#received++;
    this.#count(sequence);
    if (this.#hasLast) {
      const arrived = ((arrivalMs - this.#lastArrivalMs) * this.#clockRate) / 1000;
      // Modulo 2^32, as a signed number: timestamps wrap around, and pictures may come out of order.
      const sent = (timestamp - this.#lastTimestamp) | 0;
      this.#jitter += (Math.abs(arrived - sent) - this.#jitter) / 16;
    }
    this.#hasLast = true;
    this.#lastTimestamp = timestamp;
    this.#lastArrivalMs = arrivalMs;
  }

  #count(sequence: number): void {
    if (this.#runReceived > 0) {
      const ahead = (sequence - this.#highest) & 0xffff;
      const belongs = ahead < maxDropout || ahead > 0xffff - maxMisorder;
      if (belongs) {
        if (this.#seen[sequence % remembered] === sequence) return;
        if (ahead < maxDropout) this.#highest += ahead;
        else this.#reordered++;
        this.#seen[sequence % remembered] = sequence;
        this.#runReceived++;
        return;
      }
      this.#lostInEarlierRuns += this.#lostInRun();
      this.#hasLast = false;
    }
    this.#seen.fill(nothing);
    this.#seen[sequence % remembered] = sequence;
    this.#first = sequence;
    this.#highest = sequence;
    this.#runReceived = 1;
  }

  #lostInRun(): number {
    return this.#runReceived === 0 ? 0 : Math.max(0, this.#highest - this.#first + 1 - this.#runReceived);
  }
}
