import type { Duplex } from 'node:stream';
import { failureOf, ProbeFailure } from '../../probe/failure.ts';

/** upsd itself ends a line at 512 octets; escapes and a generous UPS may make it longer. */
const maxLineOctets = 4096;
const maxOctets = 512 * 1024;

/** The lines that a peer sends, one at a time, within limits and a deadline. */
export class Lines {
  readonly #stream: Duplex;
  readonly #deadline: number;
  #text = '';
  #octets = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  /** `deadline` in ms of `performance.now()`. */
  constructor(stream: Duplex, deadline: number) {
    this.#stream = stream;
    this.#deadline = deadline;
    stream.on('data', this.#take).on('error', this.#broken).on('close', this.#closed);
  }

  /** The next line, without its end. @throws ProbeFailure `timeout`, `protocol`, or why the connection broke */
  async next(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf('\n');
      if (end > maxLineOctets || (end < 0 && this.#text.length > maxLineOctets))
        throw new ProbeFailure('protocol', 'upsd sends a line without end');
      if (end >= 0) {
        const line = this.#text.slice(0, end).replace(/\r$/, '');
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      if (this.#failure) throw this.#failure;
      await this.#more();
    }
  }

  /** Whether more has come than was asked for. */
  get pending(): boolean {
    return this.#text !== '';
  }

  /** Take nothing from the stream any more. */
  detach(): void {
    this.#stream.off('data', this.#take).off('error', this.#broken).off('close', this.#closed);
  }

  async #more(): Promise<void> {
    const left = this.#deadline - performance.now();
    const { promise, resolve } = Promise.withResolvers<'more' | 'late'>();
    this.#wake = () => resolve('more');
    const timer = setTimeout(() => resolve('late'), Math.max(0, left));
    const came = await promise;
    clearTimeout(timer);
    if (came === 'late') throw new ProbeFailure('timeout', 'upsd does not answer within the deadline');
  }

  readonly #take = (chunk: Buffer): void => {
    this.#octets += chunk.length;
    if (this.#octets > maxOctets) return this.#fail(new ProbeFailure('protocol', 'upsd sends without end'));
    // Only names and values matter, and those that we know are ASCII.
    this.#text += chunk.toString('latin1');
    this.#wake();
  };
  readonly #broken = (error: Error): void => this.#fail(failureOf(error));
  readonly #closed = (): void => this.#fail(new ProbeFailure('protocol', 'upsd closed the connection'));

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#stream.destroy();
    this.#wake();
  }
}
