import { createServer, type Server, type Socket } from 'node:net';

export interface Mail {
  recipients: string[];
  /** Headers and body as they came, the transfer encoding of the body undone where it is the usual one. */
  text: string;
}

const largestMail = 1024 * 1024;

/** The part of SMTP (RFC 5321) that one loopback client needs: takes every mail and delivers none. */
export function mailReceiver(receive: (mail: Mail) => void): Server {
  return createServer((socket) => {
    socket.setTimeout(60_000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    converse(socket, receive);
  });
}

function converse(socket: Socket, receive: (mail: Mail) => void): void {
  let pending = '';
  let recipients: string[] = [];
  let body: string[] | null = null;
  const say = (line: string): void => void socket.write(`${line}\r\n`);

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') say('250 sink');
    else if (verb === 'MAIL') say('250 ok');
    else if (verb === 'RCPT') {
      recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
      say('250 ok');
    } else if (verb === 'DATA') {
      body = [];
      say('354 end with a dot');
    } else if (verb === 'RSET' || verb === 'NOOP') {
      if (verb === 'RSET') recipients = [];
      say('250 ok');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('502 not here');
  };
  const line = (text: string): void => {
    if (!body) return command(text);
    if (text !== '.') return void body.push(text.startsWith('.') ? text.slice(1) : text);
    receive({ recipients, text: decoded(body) });
    [body, recipients] = [null, []];
    say('250 ok');
  };

  say('220 sink');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    pending += chunk;
    if (pending.length + (body?.length ?? 0) * 80 > largestMail) return void socket.destroy();
    const lines = pending.split('\r\n');
    pending = lines.pop() ?? '';
    lines.forEach(line);
  });
}

/** Subject, then the text of a mail with one part in the transfer encodings of RFC 2045; of several parts, all as they came. */
function decoded(lines: readonly string[]): string {
  const end = lines.indexOf('');
  const headers = lines
    .slice(0, end)
    .join('\n')
    .replace(/\n[ \t]+/g, ' ');
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(headers)?.[1]?.toLowerCase();
  const subject = /^subject: *(.*)$/im.exec(headers)?.[1] ?? '';
  const body = lines.slice(end + 1).join('\n');
  return `${encodedWords(subject)}\n\n${encoding === 'base64' ? Buffer.from(body, 'base64').toString() : encoding === 'quoted-printable' ? quotedPrintable(body) : body}`;
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** RFC 2047, UTF-8 only; spaces between two encoded words are not part of the text. */
const encodedWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, data: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(data, 'base64').toString() : quotedPrintable(data.replaceAll('_', ' ')),
    );
