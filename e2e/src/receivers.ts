import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it reached a person, by whichever channel. `at` is when the receiver had it whole; epoch milliseconds. */
export interface Received {
  channel: 'email' | 'webhook';
  to: string;
  text: string;
  at: number;
}

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
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
        messages.push({ channel: 'email', to, text: Buffer.concat(chunks).toString('utf8'), at: Date.now() });
        done();
      });
    },
  });
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      if (status < 300) messages.push({ channel: 'webhook', to: request.url ?? '', text, at: Date.now() });
      response.writeHead(status).end();
    });
  });
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
