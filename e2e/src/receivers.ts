import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';

/** A message as it reached a person, by whichever channel. `at` is when the receiver had it whole; epoch milliseconds. */
export interface Received {
  channel: 'email' | 'webhook' | 'on-call';
  to: string;
  /** Subject and body as a person reads them; of on-call the whole of Alertmanager's post. */
  text: string;
  /** The order that it is about; null where it says none. */
  order: string | null;
  at: number;
}

/** What the ticketing service posts to a webhook, as far as the tests read it. */
const notification = z.looseObject({
  workOrder: z.string(),
  contact: z.string(),
  subject: z.string(),
  body: z.string(),
  url: z.string(),
});
const orderOf = (text: string): string | null => /field\/orders\/([0-9a-f-]{36})/.exec(text)?.[1] ?? null;

export interface Receivers {
  readonly messages: readonly Received[];
  smtpPort: number;
  webhookUrl: string;
  /** Answer webhooks with this status from now on; 200 at first. */
  answerWith: (status: number) => void;
  stop: () => Promise<void>;
}

/** A real SMTP server and an HTTP receiver, where a city would have its mail server and its messaging gateway. */
export async function startReceivers(): Promise<Receivers> {
  const messages: Received[] = [];
  let status = 200;
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      simpleParser(stream).then(({ subject = '', text = '' }) => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
        messages.push({ channel: 'email', to, text: `${subject}\n${text}`, order: orderOf(text), at: Date.now() });
        done();
      }, done);
    },
  });
  smtp.on('error', (error) => {
    // A service that is killed leaves its connection torn.
    if (!('code' in error && error.code === 'ECONNRESET')) throw error;
  });
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      if (status < 300) messages.push(read(request.url ?? '', text));
      response.writeHead(status).end();
    });
  });
  const read = (path: string, text: string): Received => {
    const at = Date.now();
    if (path === '/on-call') return { channel: 'on-call', to: path, text, order: null, at };
    const { workOrder, contact, subject, body, url } = notification.parse(JSON.parse(text));
    return { channel: 'webhook', to: contact, text: `${subject}\n${body}\n${url}`, order: workOrder, at };
  };
  const listening = (server: { once: (event: 'listening', heard: () => void) => unknown }): Promise<void> =>
    new Promise((resolve) => server.once('listening', resolve));
  const smtpReady = listening(smtp.listen(0, '127.0.0.1'));
  const httpReady = listening(http.listen(0, '127.0.0.1'));
  await Promise.all([smtpReady, httpReady]);
  return {
    messages,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    webhookUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    answerWith: (next) => {
      status = next;
    },
    stop: async () => {
      await new Promise<void>((closed) => smtp.close(closed));
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}
