import { ProbeFailure } from '../probe/failure.ts';
import { Authenticator, chooseChallenge, type Challenge, type Login } from './authentication.ts';
import type { RtspConnection } from './connection.ts';
import type { RtspMessage } from './messageReader.ts';

/** Requests of one connection, authenticated when the server asks for it. Wrong credentials are sent once, not more. */
export class RtspClient {
  readonly #connection: RtspConnection;
  readonly #login: Login | undefined;
  readonly #note: (line: string) => void;
  #authenticator: Authenticator | undefined;
  /** Status code of the last answer. */
  status: number | undefined;
  /** Whether the server has taken the credentials. */
  accepted = false;

  constructor(connection: RtspConnection, login: Login | undefined, note: (line: string) => void) {
    this.#connection = connection;
    this.#login = login;
    this.#note = note;
  }

  /**
   * Ask, and answer a challenge once. Other statuses are the caller's to judge.
   * @throws ProbeFailure `unauthorised` when the credentials were sent and refused, `credentials_missing` when there are none to send
   */
  async request(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<RtspMessage> {
    const started = performance.now();
    const left = (): number => Math.max(1, timeoutMs - (performance.now() - started));
    const first = await this.#send(method, url, headers, left());
    if (first.status !== 401) return first;
    const challenge = chooseChallenge(first.headers.get('www-authenticate') ?? []);
    if (!this.#login) throw new ProbeFailure('credentials_missing', 'the device asks for credentials; none are known');
    if (!challenge) throw new ProbeFailure('protocol', 'the device asks for an authentication that is not supported');
    if (this.#authenticator && !this.#mayTryAgain(challenge)) throw refused();
    this.#authenticator = new Authenticator(challenge, this.#login);
    const second = await this.#send(method, url, headers, left());
    if (second.status === 401) throw refused();
    return second;
  }

  /** Not after a refusal: only when the server calls the nonce stale, or has taken these credentials with another nonce. */
  #mayTryAgain(challenge: Challenge): boolean {
    const before = this.#authenticator?.challenge;
    if (challenge.scheme !== 'digest' || before?.scheme !== 'digest' || challenge.nonce === before.nonce) return false;
    return challenge.stale || this.accepted;
  }

  async #send(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<RtspMessage> {
    const authorization = this.#authenticator?.authorization(method, url);
    const started = performance.now();
    const response = await this.#connection.request(
      method,
      url,
      authorization === undefined ? headers : { ...headers, Authorization: authorization },
      timeoutMs,
    );
    this.status = response.status;
    const scheme = this.#authenticator ? ` (${this.#authenticator.challenge.scheme})` : '';
    this.#note(`${method}${scheme}: ${String(response.status)} in ${(performance.now() - started).toFixed(1)} ms`);
    if (response.status === 403 && authorization !== undefined && !this.accepted) throw refused();
    if (response.status !== 401 && authorization !== undefined) this.accepted = true;
    return response;
  }
}

const refused = (): ProbeFailure => new ProbeFailure('unauthorised', 'the device refuses the credentials');
