// Receives what the demo would send to people, and shows it: node messageSink.ts --port N --mail-port N [--host H]
// Stands in for an SMS or chat gateway (HTTP POST) and a mail server (SMTP) where none is configured. Keeps nothing on disk.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { messagePage, type SunkMessage } from './messagePage.ts';
import { mailReceiver } from './mailReceiver.ts';

const most = 200;
const largestBody = 1024 * 1024;

const messages: SunkMessage[] = [];
const keep = (message: Omit<SunkMessage, 'at'>): void => {
  messages.unshift({ at: new Date().toISOString(), ...message });
  messages.length = Math.min(messages.length, most);
};

/** Null for a body that is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://sink');
  const reply = (status: number, type: string, body: string): void => {
    response.writeHead(status, {
      'content-type': type,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(body);
  };
  if (request.method === 'POST') {
    const text = await readBody(request);
    if (text === null) return reply(413, 'text/plain', 'larger than 1 MiB\n');
    keep({ to: decodeURIComponent(pathname.slice(1)), text: readable(text) });
    return reply(202, 'application/json', '{}');
  }
  if (request.method !== 'GET') return reply(405, 'text/plain', 'GET or POST\n');
  if (pathname === '/') return reply(200, 'text/html; charset=utf-8', messagePage(messages));
  if (pathname === '/messages.json') return reply(200, 'application/json', JSON.stringify(messages));
  if (pathname === '/healthz') return reply(200, 'text/plain', 'ok\n');
  return reply(404, 'text/plain', 'not here\n');
}

/** JSON is shown with line breaks, all else as it came. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string' },
    'mail-port': { type: 'string' },
  },
});
const pages = createServer({ requestTimeout: 10_000 }, (request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
const mail = mailReceiver(({ recipients, text }) => keep({ to: recipients.join(', '), text }));
pages.listen(Number(values.port), values.host);
mail.listen(Number(values['mail-port']), values.host);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
