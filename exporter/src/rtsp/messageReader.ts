import { ProbeFailure } from '../probe/failure.ts';

/** An RTSP message from the device (RFC 2326 sections 4 to 7): a response, or a request of its own. */
export interface RtspMessage {
  /** Status of a response; undefined for a request. */
  status: number | undefined;
  /** Values by lower-case name, in the order in which they came. */
  headers: ReadonlyMap<string, readonly string[]>;
  body: string;
}

export interface RtspReceiver {
  message: (message: RtspMessage) => void;
  /** Binary data embedded in the connection (RFC 2326 section 10.12): where it lies in a buffer, which is only valid during the call. */
  interleaved: (channel: number, octets: Buffer, from: number, to: number) => void;
}

const maxHeaderBytes = 16 * 1024;
const maxBodyBytes = 256 * 1024;
const dollar = 0x24;
const endOfHeader = '\r\n\r\n';
const empty = Buffer.alloc(0);

/** Cuts the octets of an RTSP connection into messages and interleaved packets, however they arrive; holds a bounded rest. */
export class RtspMessageReader {
  readonly #receiver: RtspReceiver;
  #rest: Buffer = empty;

  constructor(receiver: RtspReceiver) {
    this.#receiver = receiver;
  }

  /** Nothing of the chunk is kept but a copy of its incomplete end. @throws ProbeFailure `protocol` for what is neither. */
  push(chunk: Buffer): void {
    const from = this.#completeRest(chunk);
    const used = this.#readAll(chunk, from);
    if (used < chunk.length) this.#rest = Buffer.concat([this.#rest, chunk.subarray(used)]);
  }

  /** Octets of the chunk that were needed for what was left of those before: of a packet its end only, so that the others are read in place. */
  #completeRest(chunk: Buffer): number {
    let used = 0;
    while (this.#rest.length > 0 && used < chunk.length) {
      const isPacket = this.#rest[0] === dollar;
      const more = isPacket ? missingOctets(this.#rest) : chunk.length;
      const part = chunk.subarray(used, used + more);
      used += part.length;
      const rest = Buffer.concat([this.#rest, part]);
      this.#rest = rest.subarray(this.#readAll(rest, 0));
    }
    return used;
  }

  /** Read everything that is whole; octets used, counted from the buffer's begin. */
  #readAll(octets: Buffer, from: number): number {
    let at = from;
    while (at < octets.length) {
      if (octets[at] === dollar) {
        if (at + 4 > octets.length) break;
        const end = at + 4 + octets.readUInt16BE(at + 2);
        if (end > octets.length) break;
        this.#receiver.interleaved(octets[at + 1] ?? 0, octets, at + 4, end);
        at = end;
      } else {
        const used = this.#message(octets.subarray(at));
        if (used === 0) break;
        at += used;
      }
    }
    return at;
  }

  #message(octets: Buffer): number {
    // Some servers put an empty line between messages.
    if (octets[0] === 0x0d || octets[0] === 0x0a) return 1;
    const headerEnd = octets.indexOf(endOfHeader);
    if (headerEnd < 0) {
      if (octets.length > maxHeaderBytes)
        throw new ProbeFailure('protocol', `a header of over ${maxHeaderBytes} octets`);
      if (octets.length >= 16 && !isStartLine(octets.toString('latin1', 0, 16))) throw notRtsp();
      return 0;
    }
    if (headerEnd > maxHeaderBytes) throw new ProbeFailure('protocol', `a header of over ${maxHeaderBytes} octets`);
    const { status, headers } = readHeader(octets.toString('latin1', 0, headerEnd));
    const length = bodyLength(headers);
    const bodyStart = headerEnd + endOfHeader.length;
    if (octets.length < bodyStart + length) return 0;
    this.#receiver.message({ status, headers, body: octets.toString('utf8', bodyStart, bodyStart + length) });
    return bodyStart + length;
  }
}

/** What an embedded packet lacks: the rest of its length, or what the length says. */
const missingOctets = (packet: Buffer): number =>
  packet.length < 4 ? 4 - packet.length : 4 + packet.readUInt16BE(2) - packet.length;

/** Whether these first characters may begin a response (`RTSP/1.0 …`) or a request (`OPTIONS rtsp://…`). */
const isStartLine = (start: string): boolean => start.startsWith('RTSP/') || /^[A-Z_]{3,14} /.test(start);

const notRtsp = (): ProbeFailure => new ProbeFailure('protocol', 'the device does not answer in RTSP');

function readHeader(text: string): Pick<RtspMessage, 'status' | 'headers'> {
  const [startLine = '', ...lines] = text.split('\r\n');
  const response = /^RTSP\/\d+\.\d+ (\d{3})\b/.exec(startLine);
  if (!response && !/^[A-Z_]{3,20} \S+ RTSP\/\d+\.\d+$/.test(startLine)) throw notRtsp();
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of lines) {
    // A line that begins with a blank goes on with the one before (RFC 2068 section 2.2).
    if (/^[ \t]/.test(line) && last) last.push(`${last.pop() ?? ''} ${line.trim()}`);
    const colon = line.indexOf(':');
    if (colon <= 0 || /^[ \t]/.test(line)) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    last = headers.get(name) ?? [];
    last.push(line.slice(colon + 1).trim());
    headers.set(name, last);
  }
  return { status: response ? Number(response[1]) : undefined, headers };
}

function bodyLength(headers: RtspMessage['headers']): number {
  const text = headers.get('content-length')?.[0] ?? '0';
  if (!/^\d{1,9}$/.test(text)) throw new ProbeFailure('protocol', 'Content-Length is not a number');
  const length = Number(text);
  if (length > maxBodyBytes) throw new ProbeFailure('protocol', `a body of ${length} octets; at most ${maxBodyBytes}`);
  return length;
}
