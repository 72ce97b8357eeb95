import { Socket } from 'node:net';
import { ModbusTCPClient, responses, UserRequestError } from 'jsmodbus';
import { connectTcp } from '../../probe/connect.ts';
import { failureOf, ProbeFailure, type FailureReason } from '../../probe/failure.ts';
import type { Block, RegisterMap } from './registerMap.ts';

/** Far more than all answers of one probe; jsmodbus itself would keep everything until it makes a message of it. */
const maxOctets = 16 * 1024;

/** Exceptions that a gateway answers for a meter behind it (MODBUS specification section 7). */
const reasonOfException: Readonly<Record<number, FailureReason>> = { 10: 'unreachable', 11: 'timeout' };

/** One Modbus TCP connection to one unit, for reading. Answers of other units are overheard. */
export class ModbusClient {
  readonly #socket: Socket;
  readonly #client: ModbusTCPClient;
  readonly #timer: NodeJS.Timeout;
  /** Why the connection was given up, where jsmodbus only knows that it is closed. */
  #failure: ProbeFailure | undefined;

  private constructor(socket: Socket, unit: number, timeoutMs: number) {
    this.#socket = socket;
    // jsmodbus counts a timeout for each request; the probe has one for all.
    this.#client = new ModbusTCPClient(socket, unit, timeoutMs);
    this.#timer = setTimeout(
      () => this.#giveUp(new ProbeFailure('timeout', 'the meter does not answer within the deadline')),
      timeoutMs,
    );
    let octets = 0;
    socket.on('data', (chunk) => {
      octets += chunk.length;
      if (octets > maxOctets) this.#giveUp(new ProbeFailure('protocol', 'the meter sends without end'));
    });
    socket.on('error', (error) => this.#giveUp(failureOf(error)));
  }

  /** `deadline` in ms of `performance.now()`, for everything that is asked. @throws ProbeFailure */
  static async open(address: string, port: number, unit: number, deadline: number): Promise<ModbusClient> {
    const timeoutMs = Math.max(1, deadline - performance.now());
    // jsmodbus must see the socket connect.
    const socket = new Socket();
    const client = new ModbusClient(socket, unit, timeoutMs);
    try {
      await connectTcp(address, port, timeoutMs, socket);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** The registers of a block. @throws ProbeFailure */
  async read(space: RegisterMap['space'], { start, count }: Block): Promise<readonly number[]> {
    if (this.#failure) throw this.#failure;
    try {
      const { response } = await (space === 'input'
        ? this.#client.readInputRegisters(start, count)
        : this.#client.readHoldingRegisters(start, count));
      const registers = response.body.valuesAsArray;
      if (registers.length !== count)
        throw new ProbeFailure('protocol', `the meter answers ${registers.length} registers in place of ${count}`);
      return [...registers];
    } catch (error) {
      throw this.#failure ?? this.#failureOf(error, start);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }

  #giveUp(failure: ProbeFailure): void {
    this.#failure ??= failure;
    this.close();
  }

  #failureOf(error: unknown, start: number): unknown {
    if (!(error instanceof UserRequestError)) return error;
    const at = `register ${start}`;
    switch (error.err) {
      case 'ModbusException': {
        const body: unknown = error.response?.body;
        const code = body instanceof responses.ExceptionResponseBody ? body.code : 0;
        return new ProbeFailure(reasonOfException[code] ?? 'protocol', `the meter answers exception ${code} to ${at}`);
      }
      case 'Timeout':
        return new ProbeFailure('timeout', `no answer to ${at} within the deadline`);
      case 'Offline':
        return new ProbeFailure('protocol', `the meter closed the connection at ${at}`);
      default:
        return new ProbeFailure('protocol', `the meter answers ${at} with another message than the one asked for`);
    }
  }
}
