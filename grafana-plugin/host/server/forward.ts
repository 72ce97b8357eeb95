import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Forward } from './pluginRoutes.ts';

const passedOn = ['accept', 'accept-language', 'content-type', 'if-none-match'] as const;
const passedBack = ['content-type', 'etag', 'date', 'retry-after', 'cache-control'] as const;
const largestBody = 1024 * 1024;
const deadlineMs = 30_000;

/** A request body was larger than the proxy takes. */
export class BodyTooLarge extends Error {}

/** Reads a request body; throws `BodyTooLarge` over one mebibyte. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new BodyTooLarge(`a request body may have ${largestBody} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Passes a request on as Grafana's proxies do: with the route's headers and the identity of whoever is logged in; cookies and
 * whatever the client itself says in `X-Grafana-*` or `Authorization` stay behind.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  to: Forward,
  identityToken: string,
): Promise<void> {
  const headers = new Headers();
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === 'string') {
      headers.set(name, value);
    }
  }
  for (const [name, value] of to.headers) {
    headers.set(name, value);
  }
  headers.set('x-grafana-id', identityToken);
  const method = request.method ?? 'GET';
  const body = method === 'GET' ? null : new Uint8Array(await readBody(request));
  let reply: Response;
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    reply = await fetch(to.url, { method, headers, body, redirect: 'manual', signal });
  } catch {
    response.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"Bad Gateway"}');
    return;
  }
  for (const name of passedBack) {
    const value = reply.headers.get(name);
    if (value !== null) {
      response.setHeader(name, value);
    }
  }
  response.writeHead(reply.status).end(Buffer.from(await reply.arrayBuffer()));
}
