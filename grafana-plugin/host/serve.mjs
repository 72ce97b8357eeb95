// The preview of the panels where no Grafana is installed:
// node grafana-plugin/host/serve.mjs --port 3000 --ticketing-url http://127.0.0.1:8080 --service-token-file F [--grafana 13.2|11.6]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { grafanaVersions, startPreview } from './server/previewServer.ts';

const usage = `usage: serve.mjs --port N --ticketing-url URL --service-token-file FILE [--grafana ${grafanaVersions.join('|')}]`;

function fail(message) {
  process.stderr.write(`${message}\n${usage}\n`);
  process.exit(2);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'ticketing-url': { type: 'string' },
      'service-token-file': { type: 'string' },
      grafana: { type: 'string', default: '13.2' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || values.port === undefined) {
    throw new Error('--port: expected 0 to 65535');
  }
  if (!URL.canParse(values['ticketing-url'] ?? '')) {
    throw new Error('--ticketing-url: expected the address of the ticketing service, such as http://127.0.0.1:8080');
  }
  if (!values['service-token-file']) {
    throw new Error('--service-token-file: expected the file that holds the service token');
  }
  if (!grafanaVersions.includes(values.grafana)) {
    throw new Error(`--grafana: expected ${grafanaVersions.join(' or ')}`);
  }
  const serviceToken = readFileSync(values['service-token-file'], 'utf8').trim();
  if (serviceToken === '') {
    throw new Error(`${values['service-token-file']} is empty; it should hold the service token`);
  }
  return { port, ticketingUrl: values['ticketing-url'], serviceToken, grafana: values.grafana };
}

let options;
try {
  options = readOptions();
} catch (error) {
  fail(error.message);
}
try {
  const preview = await startPreview({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(
    `${JSON.stringify({ msg: 'preview listening', url: preview.url, keys: `${preview.url}api/signing-keys/keys` })}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void preview.close().then(() => process.exit(0)));
  }
} catch (error) {
  const hint = error.code === 'EADDRINUSE' ? 'the port is in use; choose another with --port' : error.message;
  process.stderr.write(`cannot start the preview: ${hint}\n`);
  process.exit(1);
}
