import { formatEndpoint } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Authenticator, Challenge, Login } from '../rtsp/authentication.ts';
import { defaultWebPorts, exchange, type WebAnswer, type WebServer } from '../web/exchange.ts';
import { authenticatorFor, challengeOf } from '../web/login.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Operation } from './operations.ts';
import { addressing, envelope, readEnvelope, SoapFault, usernameToken } from './soap.ts';

/** Far more than any answer that is asked for has. */
const maxBytes = 1_048_576;

/** How requests say who asks. */
export type Security =
  { by: 'nothing' } | { by: 'http_digest'; authenticator: Authenticator; login: Login } | { by: 'token'; login: Login };

/** Where a service is asked: always on the device of the inventory. */
export interface Endpoint {
  port: number;
  path: string;
  /** Header blocks that requests there must carry (WS-Addressing reference parameters). */
  references?: string;
}

/** A refusal for want of a login, and what login the web server wants. */
export class LoginWanted extends ProbeFailure {
  readonly challenge: Challenge | undefined;
  constructor(challenge: Challenge | undefined) {
    super('unauthorised', 'the device wants a login');
    this.challenge = challenge;
  }
}

type TimedAnswer = { body: XmlElement } & Pick<WebAnswer, 'sentMs' | 'answeredMs'>;

/** Asks one device over SOAP 1.2. */
export class OnvifConnection {
  readonly #server: WebServer;
  readonly #deadline: number;
  #security: Security = { by: 'nothing' };
  /** Whether the device took the login. */
  accepted = false;
  /** The device's clock minus ours. */
  clockOffsetMs = 0;

  constructor(server: WebServer, deadline: number) {
    this.#server = server;
    this.#deadline = deadline;
  }

  get server(): WebServer {
    return this.#server;
  }

  get security(): Security {
    return this.#security;
  }

  /** From now on with a login, by what the device asks for: HTTP digest, or a token. @throws ProbeFailure */
  logIn(login: Login, challenge: Challenge | undefined): void {
    this.#security = challenge
      ? { by: 'http_digest', authenticator: authenticatorFor(this.#server, challenge, login), login }
      : { by: 'token', login };
  }

  /** @throws LoginWanted, SoapFault, ProbeFailure */
  async ask(endpoint: Endpoint, operation: Operation): Promise<XmlElement> {
    return (await this.askTimed(endpoint, operation)).body;
  }

  async askTimed(endpoint: Endpoint, operation: Operation): Promise<TimedAnswer> {
    try {
      return await this.#askOnce(endpoint, operation);
    } catch (error) {
      const security = this.#security;
      const renewed = this.accepted && error instanceof LoginWanted && security.by === 'http_digest' && error.challenge;
      if (!renewed) throw error;
      // What was taken before is refused for the age of its nonce: some give each for one request only.
      this.logIn(security.login, renewed);
      return await this.#askOnce(endpoint, operation);
    }
  }

  async #askOnce({ port, path, references }: Endpoint, { action, body }: Operation): Promise<TimedAnswer> {
    const security = this.#security;
    const { scheme, host } = this.#server;
    const to = `${scheme}://${formatEndpoint(host, port)}${path}`;
    const headers = [
      references === undefined ? '' : addressing(to, action, references),
      security.by === 'token' ? usernameToken(security.login, Date.now() + this.clockOffsetMs) : '',
    ];
    const answer = await exchange(
      { ...this.#server, port },
      {
        ...{ method: 'POST', path, maxBytes, deadline: this.#deadline },
        headers: {
          'Content-Type': `application/soap+xml; charset=utf-8; action="${action}"`,
          ...(security.by === 'http_digest'
            ? { Authorization: security.authenticator.authorization('POST', path) }
            : {}),
        },
        body: envelope(headers.join(''), body),
      },
    );
    return { body: read(answer), sentMs: answer.sentMs, answeredMs: answer.answeredMs };
  }

  /**
   * Where an address leads that the device told. Devices behind a translation of addresses tell their inner one, and nobody may lead
   * our login to another host: only its path counts then, on the device that the inventory names.
   */
  endpointOf(told: string): Endpoint | undefined {
    const { scheme, host, address, port } = this.#server;
    const url = URL.parse(told);
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
    const path = `${url.pathname}${url.search}`;
    const itself = [host, address].some((own) => url.hostname.replace(/^\[|\]$/g, '') === own.toLowerCase());
    if (!itself || url.protocol !== `${scheme}:`) return { port, path };
    return { port: url.port === '' ? defaultWebPorts[scheme] : Number(url.port), path };
  }
}

function read(answer: WebAnswer): XmlElement {
  const { status } = answer;
  if (status === 401) throw new LoginWanted(challengeOf(answer));
  // Faults come with 400 and 500 (SOAP 1.2 part 2 section 7.5.2.2).
  if (status !== 200 && status !== 400 && status !== 500)
    throw new ProbeFailure('protocol', `the device service answers with status ${status}`);
  try {
    return readEnvelope(answer.body);
  } catch (error) {
    if (error instanceof SoapFault && error.notAuthorised) throw new LoginWanted(challengeOf(answer));
    if (status !== 200 && !(error instanceof SoapFault))
      throw new ProbeFailure('protocol', `the device service answers with status ${status}`);
    throw error;
  }
}
