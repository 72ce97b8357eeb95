/** Frame rate and groups of pictures of a stream, by the timestamps that the camera gives its pictures. */
export class GroupOfPictures {
  readonly #clockRate: number;
  #firstTimestamp: number | undefined;
  /** Least and most, counted from the first: pictures may come out of order. */
  #from = 0;
  #to = 0;
  #pictures = 0;
  #keyTimestamp: number | undefined;
  #sinceKey = 0;
  #whole = false;
  /** Pictures of the last group that came without a gap, from one key picture to the next. */
  frames: number | undefined;
  /** From the last key picture but one to the last. */
  intervalSeconds: number | undefined;

  /** `clockRate` of the timestamps in Hz. */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  picture(timestamp: number): void {
    this.#firstTimestamp ??= timestamp;
    // Modulo 2^32, as a signed number.
    const at = (timestamp - this.#firstTimestamp) | 0;
    this.#from = Math.min(this.#from, at);
    this.#to = Math.max(this.#to, at);
    this.#pictures++;
    this.#sinceKey++;
  }

  /** The picture that was told last is a key picture. Whether it ends a group. */
  keyPicture(timestamp: number): boolean {
    const before = this.#keyTimestamp;
    // It counts itself, as the first picture of its group.
    const pictures = this.#sinceKey - 1;
    const whole = this.#whole;
    this.#keyTimestamp = timestamp;
    this.#sinceKey = 1;
    this.#whole = true;
    if (before === undefined) return false;
    const seconds = ((timestamp - before) | 0) / this.#clockRate;
    if (seconds > 0) this.intervalSeconds = seconds;
    if (whole) this.frames = pictures;
    return true;
  }

  /** Packets are missing: the group that they belong to is not whole. */
  interrupted(): void {
    this.#whole = false;
  }

  /** Seconds from the first picture to the last; 0 for less than two. */
  get spanSeconds(): number {
    return (this.#to - this.#from) / this.#clockRate;
  }

  /** Undefined where there are too few pictures, or their timestamps stand still. */
  get framesPerSecond(): number | undefined {
    return this.#pictures > 1 && this.spanSeconds > 0 ? (this.#pictures - 1) / this.spanSeconds : undefined;
  }
}
