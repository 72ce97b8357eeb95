import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An exporter that has the pictures that a test gives it. */
export interface ScriptedExporter {
  url: string;
  /** By path; what is not listed is answered with 404. */
  pictures: Map<string, (response: ServerResponse) => void>;
  /** Path and bearer of each request. */
  asked: { path: string; authorization: string | undefined }[];
  close: () => Promise<void>;
}

export async function scriptedExporter(): Promise<ScriptedExporter> {
  const pictures: ScriptedExporter['pictures'] = new Map();
  const asked: ScriptedExporter['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, authorization: request.headers.authorization });
    const answer = pictures.get(path);
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pictures,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A picture as the exporter sends it. */
export const jpegAnswer =
  (jpeg: Uint8Array, takenAt: string) =>
  (response: ServerResponse): void => {
    const headers = { 'content-type': 'image/jpeg', 'last-modified': new Date(takenAt).toUTCString() };
    response.writeHead(200, headers).end(jpeg);
  };
