import type { DataSourceInstanceSettings } from '@grafana/data';
import {
  config,
  setBackendSrv,
  setDataSourceSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
} from '@grafana/runtime';
import { errors, type ErrorCode } from '@roundsman/contract/errors.ts';
import { from } from 'rxjs';

export interface Reply {
  status?: number;
  data?: unknown;
  headers?: Record<string, string>;
}
type Answer = (request: BackendSrvRequest) => Reply | Promise<Reply>;

/** What the plugin asked of Grafana's backend, in order. */
export interface FakeGrafana {
  requests: BackendSrvRequest[];
  /** Answers requests whose method and path match; the newest match wins. */
  on(method: 'GET' | 'POST', path: RegExp, answer: Answer | Reply): void;
}

/** The service's own refusal, as Grafana's proxy passes it on. */
export const refusal = (code: ErrorCode): Reply => ({
  status: errors[code].status,
  data: { type: `/errors/${code}`, code, ...errors[code], requestId: 'req-7' },
});

/** Gives the plugin a Grafana whose backend answers what the test says. */
export function installFakeGrafana(orgRole: 'Viewer' | 'Editor' = 'Editor'): FakeGrafana {
  const answers: Array<{ method: string; path: RegExp; answer: Answer | Reply }> = [];
  const requests: BackendSrvRequest[] = [];

  async function fetch(request: BackendSrvRequest) {
    requests.push(request);
    const method = request.method ?? 'GET';
    const found = [...answers].reverse().find((one) => one.method === method && one.path.test(request.url));
    const reply = typeof found?.answer === 'function' ? await found.answer(request) : found?.answer;
    const { status = 200, data, headers = {} } = reply ?? { status: 404, data: { message: 'Not found' } };
    const answered = { status, statusText: '', data, headers: new Headers(headers), ok: status < 300, config: request };
    if (!answered.ok) {
      throw answered;
    }
    return answered;
  }
  setBackendSrv({ fetch: (request: BackendSrvRequest) => from(fetch(request)) } as BackendSrv);
  const datasource = { uid: 'roundsman', url: '/api/datasources/proxy/uid/roundsman' } as DataSourceInstanceSettings;
  setDataSourceSrv({ getList: () => [datasource] } as unknown as Parameters<typeof setDataSourceSrv>[0]);
  setTemplateSrv({
    replace: (text = '') => text.replace('$party', 'guardcare').replace('$all', ''),
    getVariables: () => [],
    containsTemplate: () => false,
    updateTimeRange: () => {},
  });
  Object.assign(config.bootData.user, { orgRole });
  return { requests, on: (method, path, answer) => answers.push({ method, path, answer }) };
}
