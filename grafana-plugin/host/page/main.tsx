import type { QueryType } from '../../src/datasource/query';
import { boot } from './boot';
import {
  createTheme,
  DataSourcePlugin,
  dateTime,
  PanelPlugin,
  PluginType,
  type DataFrame,
  type DataSourceInstanceSettings,
  type DataSourcePluginMeta,
} from '@grafana/data';
import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { provideServices } from './grafanaServices';
import { Preview } from './Preview';
import { loadPluginModule } from './sharedModules';

const monthMs = 30 * 24 * 3600 * 1000;
const isPanel = (plugin: unknown): plugin is PanelPlugin => plugin instanceof PanelPlugin;
const isDatasource = (plugin: unknown): plugin is DataSourcePlugin<never> => plugin instanceof DataSourcePlugin;

const settings: DataSourceInstanceSettings = {
  id: 1,
  uid: boot.datasource.uid,
  type: boot.datasource.id,
  name: 'Roundsman',
  url: `/api/datasources/proxy/uid/${boot.datasource.uid}`,
  access: 'proxy',
  readOnly: true,
  jsonData: {},
  meta: { id: boot.datasource.id, name: 'Roundsman', type: PluginType.datasource } as DataSourcePluginMeta,
};

/** What the built data source answers for the last 30 days. */
async function frameOf(plugin: DataSourcePlugin<never>, queryType: QueryType): Promise<DataFrame | null> {
  const datasource = new (
    plugin.DataSourceClass as unknown as new (settings: DataSourceInstanceSettings) => {
      query(request: object): Promise<{ data: DataFrame[] }>;
    }
  )(settings);
  const to = dateTime();
  const from = dateTime(to.valueOf() - monthMs);
  const range = { from, to, raw: { from, to } };
  const { data } = await datasource.query({ targets: [{ refId: 'A', queryType }], range, scopedVars: {} });
  return data[0] ?? null;
}

async function show(root: HTMLElement) {
  await provideServices(boot.language, settings);
  const [panel, datasource] = await Promise.all([
    loadPluginModule('panels/work-orders/module.js', isPanel),
    loadPluginModule('datasource/module.js', isDatasource),
  ]);
  const theme = createTheme({ colors: { mode: boot.theme } });
  // Who may not see the reports still sees the board.
  const sla = await frameOf(datasource, 'sla').catch(() => null);
  const accuracy = await frameOf(datasource, 'accuracy').catch(() => null);
  const responsibility = await frameOf(datasource, 'partyAccuracy').catch(() => null);
  createRoot(root).render(
    <Preview theme={theme} panel={panel} sla={sla} accuracy={accuracy} responsibility={responsibility} />,
  );
}

const root = document.getElementById('root');
if (root) {
  show(root).catch((failure: unknown) => {
    root.textContent = `The preview cannot start / 预览无法启动: ${String(failure)}`;
  });
}
