import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { firstAccounts } from '../accounts.ts';
import { answers } from '../health.ts';
import type { NotifySettings } from '../notify.ts';
import type { StackContext } from '../stackContext.ts';
import { node, root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

export function ticketing(context: StackContext, databaseUrl: string, notify: NotifySettings): StackProcess {
  const { folder, ports, urls, secrets, profile, district } = context;
  const databaseUrlFile = path.join(secrets.folder, 'database.url');
  writeFileSync(databaseUrlFile, `${databaseUrl}\n`, { mode: 0o600 });
  const accountsFile = folder.write(
    'accounts.yml',
    stringify(
      firstAccounts(district.inventory, {
        operator: secrets.file('operator.password'),
        engineer: secrets.file('engineer.password'),
      }),
    ),
  );
  const config = folder.write('ticketing.yml', {
    listen: { host: '127.0.0.1', port: ports.ticketing },
    publicUrl: urls.ticketing,
    hotline: '12345',
    database: { urlFile: databaseUrlFile },
    inventory: district.inventoryFiles,
    webhookTokenFile: secrets.file('webhook.token'),
    serviceTokenFile: secrets.file('service.token'),
    metricsTokenFile: secrets.file('metrics.token'),
    alertmanagerUrl: urls.alertmanager,
    prometheusUrl: urls.prometheus,
    exporters: [{ url: urls.exporter, tokenFile: secrets.file('metrics.token') }],
    grafana: { url: urls.dashboard, issuer: `${urls.dashboard}/`, audience: 'org:1' },
    ...profile.ticketing,
    notify,
    bootstrapAdmin: { login: 'admin', passwordFile: secrets.file('admin.password') },
    accountsFile,
  });
  return new StackProcess({
    name: 'ticketing',
    command: [node, path.join(root, 'webhook-ticketing/src/main.ts'), '--config', config],
    // The configuration names the database; one that the shell names would take precedence over the private cluster.
    environment: { DATABASE_URL: databaseUrl },
    folder: root,
    logFile: folder.log('ticketing'),
    health: answers(`${urls.ticketing}/healthz`),
  });
}
