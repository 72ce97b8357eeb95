import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cleanPath } from './pluginRoutes.ts';

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
};

/** A folder that is served below a path, or a file that is served at one. Paths cannot climb out of a folder. */
export interface Mount {
  at: string;
  folder: string;
}

/** Serves the file of the first mount that has it; false where none has. Throws `URIError` where the path is not valid. */
export async function serveStatic(
  mounts: readonly Mount[],
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  for (const { at, folder } of mounts) {
    if (!pathname.startsWith(at)) {
      continue;
    }
    const file = path.join(folder, cleanPath(decodeURIComponent(pathname.slice(at.length))));
    const found = await stat(file).catch(() => null);
    if (found?.isFile()) {
      const etag = `"${found.size}-${found.mtimeMs}"`;
      const headers = { etag, 'cache-control': 'no-cache' };
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304, headers).end();
        return true;
      }
      response.writeHead(200, {
        ...headers,
        'content-type': contentTypes[path.extname(pathname)] ?? 'application/octet-stream',
        'content-length': found.size,
      });
      await pipeline(createReadStream(file), response);
      return true;
    }
  }
  return false;
}
