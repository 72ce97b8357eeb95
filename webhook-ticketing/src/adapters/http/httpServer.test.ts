import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { listen } from './httpServer.ts';

const run = promisify(execFile);
const nothing = () => undefined;

test.each(['0.0.0.0', '192.0.2.1', '::', 'tickets.example'])(
  'plain HTTP on %s is refused: it leaves the machine',
  (host) => {
    expect(() => listen(nothing, { host, port: 0, tls: null })).toThrow('plain HTTP is for loopback only');
  },
);

test('a port that is taken is told to whoever starts the service', async () => {
  const first = await listen(nothing, { host: '127.0.0.1', port: 0, tls: null });
  const { port } = first.address() as AddressInfo;
  await expect(listen(nothing, { host: '127.0.0.1', port, tls: null })).rejects.toThrow('EADDRINUSE');
  first.close();
});

test('with a certificate it speaks HTTPS, and nothing older than TLS 1.2', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'certificate-'));
  const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, '-days', '1', '-keyout', keyFile, '-out', certFile]);
  const [key, cert] = await Promise.all([readFile(keyFile, 'utf8'), readFile(certFile, 'utf8')]);
  const answer: RequestListener = (_request, response) => void response.end('hello');
  const server = await listen(answer, { host: '127.0.0.1', port: 0, tls: { key, cert } });
  const { port } = server.address() as AddressInfo;

  const ask = (options: RequestOptions) =>
    new Promise<string>((resolve, reject) => {
      const request = get({ host: '127.0.0.1', servername: 'localhost', port, ca: cert, ...options }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      });
      request.once('error', reject);
    });
  expect(await ask({})).toBe('hello');
  await expect(ask({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});
