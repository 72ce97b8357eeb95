import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../../bootstrap/programs.mjs';
import { answers } from '../health.ts';
import type { StackContext } from '../stackContext.ts';
import { root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';
import { preview } from './preview.ts';

/** Grafana's own files, where the distributions put them. */
const grafanaHomes = ['/usr/share/grafana', '/usr/local/share/grafana', '/opt/grafana'];

/** Grafana where its binary is found, else the preview of its panels. */
export function dashboard(context: StackContext): { server: StackProcess; grafanaFound: boolean } {
  const binary = findProgram(['grafana', 'grafana-server']);
  const home = binary && grafanaHome(binary);
  if (!binary || !home) return { server: preview(context), grafanaFound: false };
  return { server: grafana(context, binary, home), grafanaFound: true };
}

const grafanaHome = (binary: string): string | undefined =>
  [path.resolve(binary, '../..'), ...grafanaHomes].find((folder) => existsSync(path.join(folder, 'conf/defaults.ini')));

function grafana({ folder, ports, urls, secrets }: StackContext, binary: string, home: string): StackProcess {
  const plugins = folder.folder('grafana/plugins');
  cpSync(path.join(root, 'grafana-plugin/dist'), path.join(plugins, 'roundsman-app'), { recursive: true, force: true });
  const provisioning = localProvisioning(folder.folder('grafana/provisioning'), {
    'https://ticketing:9480': urls.ticketing,
    'http://prometheus:9090': urls.prometheus,
    '/run/secrets/service_token': secrets.file('service.token'),
    '/etc/grafana/provisioning': folder.folder('grafana/provisioning'),
  });
  return new StackProcess({
    name: 'grafana',
    command: [binary, ...(path.basename(binary) === 'grafana' ? ['server'] : []), '--homepath', home],
    environment: {
      GF_PATHS_DATA: folder.folder('grafana/data'),
      GF_PATHS_LOGS: folder.folder('logs'),
      GF_PATHS_PLUGINS: plugins,
      GF_PATHS_PROVISIONING: provisioning,
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(ports.dashboard),
      GF_SERVER_ROOT_URL: `${urls.dashboard}/`,
      GF_SECURITY_ADMIN_PASSWORD__FILE: secrets.file('admin.password'),
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS:
        'roundsman-app,roundsman-workorders-panel,roundsman-ticketing-datasource',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    },
    folder: home,
    logFile: folder.log('grafana'),
    health: answers(`${urls.dashboard}/api/health`),
    healthDeadline: 60_000,
  });
}

/** The provisioning of docker-compose.yml, with this machine's addresses and files in it. */
function localProvisioning(target: string, replacements: Record<string, string>): string {
  rmSync(target, { recursive: true, force: true });
  cpSync(path.join(root, 'provisioning/grafana'), target, { recursive: true });
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(target, name);
    if (!/\.ya?ml$/.test(name) || !statSync(file).isFile()) continue;
    let text = readFileSync(file, 'utf8');
    for (const [from, to] of Object.entries(replacements)) text = text.replaceAll(from, to);
    writeFileSync(file, text);
  }
  return target;
}
