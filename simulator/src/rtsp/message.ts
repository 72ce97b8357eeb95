/** RTSP messages (RFC 2326 sections 6, 7 and 10.12). */
export interface Request {
  method: string;
  uri: string;
  headers: ReadonlyMap<string, string>;
}

/** What cannot be read as RTSP; the connection is of no use afterwards. */
export class MessageError extends Error {}

const maxHead = 8192;
const maxBody = 8192;
const dollar = 0x24;

/** Takes a connection's octets in any portions and gives whole requests; interleaved data of the client is passed over. */
export class RequestReader {
  #pending: Buffer = Buffer.alloc(0);

  /** @throws MessageError for what is no RTSP or too long. */
  push(chunk: Buffer): Request[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const requests: Request[] = [];
    for (;;) {
      if (this.#pending[0] === dollar) {
        const length = this.#pending.length < 4 ? Infinity : 4 + this.#pending.readUInt16BE(2);
        if (this.#pending.length < length) return requests;
        this.#pending = this.#pending.subarray(length);
        continue;
      }
      const end = this.#pending.indexOf('\r\n\r\n');
      if (end < 0) {
        if (this.#pending.length > maxHead) throw new MessageError('head too long');
        return requests;
      }
      const request = parseHead(this.#pending.toString('utf8', 0, end));
      const body = Number(request.headers.get('content-length') ?? 0);
      if (!Number.isInteger(body) || body < 0 || body > maxBody) throw new MessageError('body too long');
      if (this.#pending.length < end + 4 + body) return requests;
      this.#pending = this.#pending.subarray(end + 4 + body);
      requests.push(request);
    }
  }
}

function parseHead(head: string): Request {
  const [first = '', ...lines] = head.trimStart().split('\r\n');
  const [, method, uri] = /^([A-Z_]{1,32}) (\S{1,2048}) RTSP\/1\.0$/.exec(first) ?? [];
  if (method === undefined || uri === undefined) throw new MessageError('no RTSP request line');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new MessageError('no header line');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, uri, headers };
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  453: 'Not Enough Bandwidth',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
};

export interface Response {
  status: keyof typeof reasons & number;
  headers?: readonly (readonly [name: string, value: string])[];
  body?: string;
}

export function formatResponse({ status, headers = [], body = '' }: Response, sequence: string | undefined): string {
  const lines = [
    `RTSP/1.0 ${status} ${reasons[status] ?? ''}`,
    ...(sequence === undefined ? [] : [`CSeq: ${sequence}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
