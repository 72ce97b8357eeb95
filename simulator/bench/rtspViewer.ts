import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../src/endpoint.ts';
import type { Account } from '../src/rtsp/digest.ts';

export interface Camera extends Endpoint {
  streamPath: string;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** As little of an RTSP client as opens a stream; @throws Error for any other answer than the one expected. */
class Viewer {
  readonly #camera: Camera;
  readonly #account: Account;
  readonly #socket: Socket;
  #sequence = 0;

  constructor(camera: Camera, account: Account) {
    this.#camera = camera;
    this.#account = account;
    this.#socket = connect(camera.port, camera.host);
    this.#socket.on('error', () => this.#socket.destroy());
  }

  async ask(method: string, headers: readonly string[] = []): Promise<string> {
    const uri = `rtsp://${this.#camera.host}:${this.#camera.port}${this.#camera.streamPath}`;
    this.#sequence += 1;
    this.#socket.write([`${method} ${uri} RTSP/1.0`, `CSeq: ${this.#sequence}`, ...headers, '', ''].join('\r\n'));
    const [answer] = (await once(this.#socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
    return answer.toString('latin1');
  }

  async open(): Promise<void> {
    const challenge = await this.ask('DESCRIBE');
    const [, realm = '', nonce = ''] = /realm="([^"]+)".*algorithm=MD5, nonce="([^"]+)"/.exec(challenge) ?? [];
    const { username, password } = this.#account;
    const uri = `rtsp://${this.#camera.host}:${this.#camera.port}${this.#camera.streamPath}`;
    const authorization = (method: string): string => {
      const response = md5(`${md5(`${username}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
      return `Authorization: Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
    };
    const granted = async (method: string, headers: readonly string[] = []): Promise<string> => {
      const answer = await this.ask(method, [authorization(method), ...headers]);
      if (!answer.startsWith('RTSP/1.0 200')) throw new Error(`${method} ${uri}: ${answer.split('\r\n')[0] ?? ''}`);
      return answer;
    };
    await granted('DESCRIBE');
    const setUp = await granted('SETUP', ['Transport: RTP/AVP/TCP;unicast;interleaved=0-1']);
    await granted('PLAY', [`Session: ${/Session: (\w+)/.exec(setUp)?.[1] ?? ''}`]);
  }

  /** Octets that come in so many milliseconds. */
  async receive(ms: number): Promise<number> {
    let octets = 0;
    this.#socket.on('data', (chunk: Buffer) => void (octets += chunk.length));
    await new Promise((wake) => setTimeout(wake, ms));
    return octets;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** TCP and OPTIONS, as the exporter's reach probe does. */
export async function reach(camera: Camera, account: Account): Promise<void> {
  const viewer = new Viewer(camera, account);
  try {
    await viewer.ask('OPTIONS');
  } finally {
    viewer.close();
  }
}

/** Play a camera for so many milliseconds; the octets received. */
export async function watch(camera: Camera, account: Account, ms: number): Promise<number> {
  const viewer = new Viewer(camera, account);
  try {
    await viewer.open();
    return await viewer.receive(ms);
  } finally {
    viewer.close();
  }
}
