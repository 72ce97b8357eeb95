import {
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import {
  setBackendSrv,
  setDataSourceSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
} from '@grafana/runtime';
import i18next from 'i18next';
import { from } from 'rxjs';

/** The editors of panel options by their ids; a page without an options form needs no more of them. */
const editorIds = ['text', 'number', 'slider', 'boolean', 'select', 'radio', 'unit', 'color', 'thresholds'];

async function fetchAsGrafana(request: BackendSrvRequest) {
  const reply = await fetch(request.url, {
    method: request.method ?? 'GET',
    headers: { ...request.headers, ...(request.data !== undefined && { 'content-type': 'application/json' }) },
    body: request.data === undefined ? null : JSON.stringify(request.data),
    signal: request.abortSignal ?? null,
  });
  const { status, statusText, ok, headers, redirected, type, url } = reply;
  const body = await reply.text();
  const data: unknown = body === '' ? undefined : JSON.parse(body);
  const answered = { data, status, statusText, ok, headers, redirected, type, url, config: request };
  if (!ok) {
    throw answered;
  }
  return answered;
}

/** Gives `@grafana/runtime` the services that Grafana's own scripts would give it, as far as the plugin asks for them. */
export async function provideServices(language: string, datasource: DataSourceInstanceSettings): Promise<void> {
  const backendSrv = { fetch: (request: BackendSrvRequest) => from(fetchAsGrafana(request)) };
  setBackendSrv(backendSrv as BackendSrv);
  const known = [datasource];
  setDataSourceSrv({
    getList: (filters?: { pluginId?: string }) =>
      known.filter(({ type }) => !filters?.pluginId || type === filters.pluginId),
    getInstanceSettings: () => datasource,
    get: () => Promise.reject(new Error('the preview has no dashboard')),
    reload: () => {},
  } as unknown as Parameters<typeof setDataSourceSrv>[0]);
  setTemplateSrv({
    replace: (text?: string) => text ?? '',
    getVariables: () => [],
    containsTemplate: () => false,
    updateTimeRange: () => {},
  });
  const editors = editorIds.map((id) => ({ id, name: id, editor: () => null }));
  standardEditorsRegistry.setInit(() => editors);
  standardFieldConfigEditorRegistry.setInit(() => []);
  // Grafana starts the shared i18next with the user's language before it loads a plugin. i18next takes up a language only when
  // there is a phrase in it.
  const phrases = { grafana: { name: 'Grafana' } };
  const resources = { 'en-US': phrases, 'zh-Hans': phrases };
  await i18next.init({ lng: language, fallbackLng: 'en-US', resources, defaultNS: 'grafana' });
}
