import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};
const portOf = (server: Server | ReturnType<typeof createTcpServer>): number => (server.address() as AddressInfo).port;
const listening = (server: Server | ReturnType<typeof createTcpServer>): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const closing = (server: Server | ReturnType<typeof createTcpServer>): Promise<void> =>
  new Promise((resolve) => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close(() => resolve());
  });

const posted = z.object({
  idempotencyKey: z.string(),
  kind: z.string(),
  workOrder: z.string(),
  contact: z.string(),
  subject: z.string(),
  body: z.string(),
  url: z.string(),
});
export type Posted = z.infer<typeof posted>;

/** A provider's webhook: keeps what it is sent. `answer` is the status that it answers with. */
export async function webhookReceiver(): Promise<{
  url: string;
  messages: Posted[];
  answer: number;
  close: () => Promise<void>;
}> {
  const messages: Posted[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      messages.push(posted.parse(JSON.parse(body)));
      response.writeHead(receiver.answer).end();
    });
  });
  await listening(server);
  const receiver = { url: `http://127.0.0.1:${portOf(server)}/`, messages, answer: 204, close: () => closing(server) };
  return receiver;
}

/** An SMTP server (RFC 5321) that takes every message and keeps its text. */
export async function mailReceiver(): Promise<{
  port: number;
  mails: { to: string; text: string }[];
  close: () => Promise<void>;
}> {
  const mails: { to: string; text: string }[] = [];
  const server = createTcpServer((socket) => {
    let buffer = '';
    let to = '';
    let inData = false;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      buffer += data.toString('utf8');
      for (;;) {
        const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          mails.push({ to, text: line });
          inData = false;
          say('250 taken');
        } else if (/^rcpt to:/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? '';
          say('250 ok');
        } else if (/^data/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^quit/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  await listening(server);
  return { port: portOf(server), mails, close: () => closing(server) };
}

export interface Measured {
  labels: Record<string, string>;
  /** Seconds since the epoch and value, oldest first. */
  samples: [number, number][];
}

/** Prometheus and Alertmanager as far as the service asks them. `up` false: they answer 503. */
export async function monitoring(): Promise<{
  url: string;
  up: boolean;
  /** Series by metric name; equality and regular expressions of `device_id` and `element_id` are honoured, ranges answered whole. */
  series: { name: string; series: Measured }[];
  alerts: { fingerprint: string; labels: Record<string, string>; startsAt: string; state?: 'active' | 'suppressed' }[];
  runningSince: string;
  queries: number;
  close: () => Promise<void>;
}> {
  const server = createServer((request, response) => {
    void (async () => {
      const reply = (body: unknown): void => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (!state.up) return response.writeHead(503).end();
      if (request.url?.startsWith('/api/v2/status')) return reply({ uptime: state.runningSince });
      if (request.url?.startsWith('/api/v2/alerts')) {
        return reply(
          state.alerts.map(({ state: stands = 'active', ...alert }) => ({
            ...alert,
            annotations: {},
            endsAt: alert.startsAt,
            updatedAt: alert.startsAt,
            generatorURL: '',
            status: { state: stands, silencedBy: [], inhibitedBy: [] },
          })),
        );
      }
      state.queries += 1;
      reply(answer(new URLSearchParams(await bodyOf(request)).get('query') ?? ''));
    })();
  });
  const answer = (expression: string): unknown => {
    const matchers = [...expression.matchAll(/(\w+)=(~?)"([^"]*)"/g)];
    const name = /(?:^|\()(\w+)\{/.exec(expression)?.[1];
    const labelled = state.series.map((one) => ({ ...one, labels: { __name__: one.name, ...one.series.labels } }));
    const found = labelled.filter(
      ({ labels }: { labels: Record<string, string> }) =>
        (name === undefined ? expression.startsWith('{') : labels['__name__'] === name) &&
        matchers.every(([, label = '', tilde, value = '']) =>
          tilde ? new RegExp(`^(?:${value})$`).test(labels[label] ?? '') : labels[label] === value,
        ),
    );
    const text = ([at, value]: [number, number]): [number, string] => [at, String(value)];
    const isRange = expression.endsWith(']');
    const result = found.flatMap(({ labels: metric, series: { samples } }): unknown[] => {
      const last = samples.at(-1);
      if (isRange) return [{ metric, values: samples.map(text) }];
      return last ? [{ metric, value: text(last) }] : [];
    });
    return { status: 'success', data: { resultType: isRange ? 'matrix' : 'vector', result } };
  };
  await listening(server);
  const state: Awaited<ReturnType<typeof monitoring>> = {
    url: `http://127.0.0.1:${portOf(server)}`,
    up: true,
    series: [],
    alerts: [],
    runningSince: new Date(0).toISOString(),
    queries: 0,
    close: () => closing(server),
  };
  return state;
}
