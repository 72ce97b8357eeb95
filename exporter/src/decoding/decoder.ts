import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pictureOf, type Picture } from '../picture/picture.ts';
import { writeRequestHead, type CodedFrame, type Wanted } from './messages.ts';
import { ReplyReader, type DecodeReply } from './replyReader.ts';

/** Why the decoder did not answer: the frame may be to blame, and is not tried again. */
export const decoderFailures = ['timeout', 'crash'] as const;
export type DecoderFailureReason = (typeof decoderFailures)[number];

export class DecoderFailure extends Error {
  readonly reason: DecoderFailureReason;
  constructor(reason: DecoderFailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DecoderFailure';
    this.reason = reason;
  }
}

export interface DecoderLimits {
  /** For one frame, the start of the process included. */
  timeoutMs: number;
  /** A process that holds more after a frame is replaced. */
  residentBytes: number;
  /** A process is replaced after so many frames, whatever it leaks. */
  frames: number;
}

export const decoderLimits: DecoderLimits = { timeoutMs: 5000, residentBytes: 400e6, frames: 2000 };

const program = fileURLToPath(new URL('decoderProcess.ts', import.meta.url));

interface Waiting {
  number: number;
  resolve: (reply: DecodeReply) => void;
  reject: (failure: DecoderFailure) => void;
}

type DecoderProcess = ChildProcessByStdio<Writable, Readable, null>;

/** One decoder process at a time, started when it is needed and replaced when it crashes, hangs or grows. Asked for one frame at a time. */
export class Decoder {
  readonly #limits: DecoderLimits;
  readonly #program: string;
  #child: DecoderProcess | undefined;
  #frames = 0;
  #number = 0;
  #closed = false;
  /** What the process decoded last, and still has. */
  #last: CodedFrame | undefined;
  #waiting: Waiting | undefined;

  constructor(limits = decoderLimits, runs = program) {
    this.#limits = limits;
    this.#program = runs;
  }

  /** The process that decodes now, for who watches what it costs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @returns no picture where there is none to see in it @throws DecoderFailure */
  async picture(frame: CodedFrame): Promise<{ picture?: Picture; errors: number }> {
    const { octets, errors } = await this.#ask(frame, 'planes');
    return octets ? { picture: pictureOf(octets), errors } : { errors };
  }

  /** The same picture as a JPEG of at most 640 pixels' width. @returns undefined where there is none @throws DecoderFailure */
  async photo(frame: CodedFrame): Promise<Uint8Array | undefined> {
    return (await this.#ask(frame, frame === this.#last ? 'jpegOfLast' : 'jpeg')).octets;
  }

  /** For good: what is asked from now on fails. */
  close(): void {
    this.#closed = true;
    this.#end(closed());
  }

  async #ask(frame: CodedFrame, want: Wanted): Promise<DecodeReply> {
    if (this.#waiting) throw new Error('a decoder is asked for one frame at a time');
    // Whoever was at work when it was closed must not start a process that nobody ends.
    if (this.#closed) throw closed();
    const child = this.#child ?? this.#start();
    const number = ++this.#number;
    const answer = Promise.withResolvers<DecodeReply>();
    this.#waiting = { number, ...answer };
    const { timeoutMs } = this.#limits;
    const timer = setTimeout(
      () => this.#end(new DecoderFailure('timeout', `no picture in ${timeoutMs} ms`)),
      timeoutMs,
    );
    const sent = want === 'jpegOfLast' ? nothing : frame.data;
    child.stdin.write(writeRequestHead({ number, want, codec: frame.codec, length: sent.length }));
    child.stdin.write(sent);
    try {
      const reply = await answer.promise;
      this.#last = frame;
      if (++this.#frames >= this.#limits.frames || reply.residentBytes > this.#limits.residentBytes) this.#forget();
      return reply;
    } finally {
      clearTimeout(timer);
    }
  }

  #start(): DecoderProcess {
    const flags = ['--max-old-space-size=64', '--max-semi-space-size=2'];
    // Of the environment, which may hold secrets, it gets nothing but where programs are.
    const env = { PATH: process.env['PATH'] };
    const child = spawn(process.execPath, [...flags, this.#program], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child = child;
    this.#frames = 0;
    const ended = (): void => {
      if (this.#child === child) this.#end(new DecoderFailure('crash', 'the decoder ended while it had a frame'));
    };
    child.on('exit', ended);
    child.on('error', ended);
    // An error of writing is one of the process, which tells by itself that it has ended.
    child.stdin.on('error', () => undefined);
    const reader = new ReplyReader();
    child.stdout.on('data', (piece: Buffer) => {
      if (this.#child !== child) return;
      try {
        const reply = reader.read(piece);
        if (reply) this.#answer(reply);
      } catch (error) {
        this.#end(new DecoderFailure('crash', 'the decoder answered nonsense', { cause: error }));
      }
    });
    return child;
  }

  #answer(reply: DecodeReply): void {
    const waiting = this.#waiting;
    if (reply.number !== waiting?.number)
      throw new RangeError(`reply ${reply.number} to ${waiting?.number ?? 'nothing'}`);
    this.#waiting = undefined;
    waiting.resolve(reply);
  }

  #end(failure: DecoderFailure): void {
    this.#forget();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(failure);
  }

  #forget(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#last = undefined;
    child?.kill('SIGKILL');
  }
}

const nothing = new Uint8Array();
const closed = (): DecoderFailure => new DecoderFailure('crash', 'the decoder is closed');
