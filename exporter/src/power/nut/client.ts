import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { connectTcp } from '../../probe/connect.ts';
import { failureOf, ProbeFailure, type FailureReason } from '../../probe/failure.ts';
import { Lines } from './lines.ts';

const maxVariables = 2000;

/** What upsd means by its errors (RFC 9271); others are faults of the protocol. */
const reasonOf: Readonly<Record<string, FailureReason>> = {
  'ACCESS-DENIED': 'unauthorised',
  'INVALID-USERNAME': 'unauthorised',
  'INVALID-PASSWORD': 'unauthorised',
  'USERNAME-REQUIRED': 'unauthorised',
  'PASSWORD-REQUIRED': 'unauthorised',
  // upsd is well, but has lost the UPS.
  'DRIVER-NOT-CONNECTED': 'unreachable',
  'DATA-STALE': 'unreachable',
};

/** One connection to a upsd (RFC 9271), for reading. */
export class NutClient {
  readonly #deadline: number;
  #stream: Duplex;
  #lines: Lines;

  private constructor(socket: Socket, deadline: number) {
    this.#deadline = deadline;
    this.#stream = socket;
    this.#lines = new Lines(socket, deadline);
  }

  /** `deadline` in ms of `performance.now()`, for everything that is asked. @throws ProbeFailure */
  static async open(address: string, port: number, deadline: number): Promise<NutClient> {
    return new NutClient(await connectTcp(address, port, deadline - performance.now()), deadline);
  }

  /**
   * Encrypt what follows. The certificate is not verified: those of upsd are mostly its own. Passwords are safe from who listens,
   * not from who stands in between. @throws ProbeFailure
   */
  async startTls(): Promise<void> {
    this.#send('STARTTLS');
    const answer = await this.#answer('STARTTLS');
    if (!answer.startsWith('OK')) throw unexpected('STARTTLS', answer);
    // What came in clear after the answer must not count as said under TLS.
    if (this.#lines.pending) throw new ProbeFailure('protocol', 'upsd goes on in clear after it agreed to TLS');
    this.#lines.detach();
    const plain = this.#stream;
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const socket = connectTls({ socket: plain, rejectUnauthorized: false }, () => resolve(undefined));
    const timer = setTimeout(
      () => reject(new ProbeFailure('timeout', 'TLS did not stand within the deadline')),
      Math.max(0, this.#deadline - performance.now()),
    );
    const failed = (error: Error): void => reject(failureOf(error));
    const closed = (): void => reject(new ProbeFailure('protocol', 'upsd closed the connection before TLS stood'));
    socket.once('error', failed).once('close', closed);
    plain.on('error', () => undefined);
    this.#stream = socket;
    try {
      await promise;
    } finally {
      clearTimeout(timer);
    }
    this.#lines = new Lines(socket, this.#deadline);
    socket.off('error', failed).off('close', closed);
  }

  /** Say who asks. upsd checks it only where it matters. @throws ProbeFailure */
  async logIn(username: string, password: string): Promise<void> {
    for (const [command, value] of [
      ['USERNAME', username],
      ['PASSWORD', password],
    ] as const) {
      this.#send(`${command} "${value.replace(/[\\"]/g, '\\$&')}"`);
      const answer = await this.#answer(command);
      if (answer !== 'OK') throw unexpected(command, answer);
    }
  }

  /** All variables of a UPS, by name (`LIST VAR`). @throws ProbeFailure */
  async variables(ups: string): Promise<Map<string, string>> {
    const command = `LIST VAR ${ups}`;
    this.#send(command);
    const begin = await this.#answer(command);
    if (begin !== `BEGIN ${command}`) throw unexpected(command, begin);
    const variables = new Map<string, string>();
    for (let count = 0; count <= maxVariables; count++) {
      const line = await this.#answer(command);
      if (line === `END ${command}`) return variables;
      const [, of, name, value] = /^VAR (\S+) (\S{1,128}) "((?:[^"\\]|\\.)*)"$/.exec(line) ?? [];
      if (of !== ups || name === undefined || value === undefined) throw unexpected(command, line);
      variables.set(name, value.replace(/\\(.)/g, '$1'));
    }
    throw new ProbeFailure('protocol', `upsd lists more than ${maxVariables} variables`);
  }

  /** Without a LOGOUT, which a upsd that hangs would never take. */
  close(): void {
    // Errors of a connection that is given up do not matter any more.
    this.#stream.on('error', () => undefined).destroy();
  }

  #send(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  async #answer(command: string): Promise<string> {
    const line = await this.#lines.next();
    const error = /^ERR ([A-Z-]{1,64})/.exec(line)?.[1];
    if (error === undefined) return line;
    throw new ProbeFailure(reasonOf[error] ?? 'protocol', `upsd answers ${command} with ${error}`);
  }
}

const unexpected = (command: string, line: string): ProbeFailure =>
  new ProbeFailure('protocol', `upsd answers ${command} with ${JSON.stringify(line.slice(0, 80))}`);
