import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanPath, decideAppProxy, decideDatasourceProxy, pluginManifest } from './pluginRoutes.ts';

const settings = {
  jsonData: { ticketingUrl: 'http://ticketing:8080' },
  secureJsonData: { serviceToken: 's3cret' },
};
const headers = [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.serviceToken }}' }];
const url = '{{ .JsonData.ticketingUrl }}/api/v1';
const app = pluginManifest.parse({
  id: 'app',
  routes: [
    { path: 'v1/orders/*', method: 'POST', reqRole: 'Editor', url: `${url}/orders`, headers },
    { path: 'v1/*', method: 'POST', reqRole: 'Admin', url, headers },
  ],
});
const datasource = pluginManifest.parse({ id: 'ds', routes: [{ path: 'v1', method: 'GET', url, headers }] });
const asked = { method: 'POST', path: 'v1/orders/7/commands', query: '', role: 'Editor' } as const;

test('a viewer is refused where a route asks for an editor', () => {
  assert.deepEqual(decideAppProxy(app, settings, { ...asked, role: 'Viewer' }), {
    refused: 403,
    message: 'plugin proxy route access denied',
  });
});

test('a request that matches no route is refused', () => {
  const refused = { refused: 404, message: 'plugin route match not found' };
  assert.deepEqual(decideAppProxy(app, settings, { ...asked, method: 'GET' }), refused);
  assert.deepEqual(decideDatasourceProxy(datasource, settings, { ...asked, path: 'v1/orders' }), refused);
  assert.deepEqual(
    decideDatasourceProxy(datasource, settings, { ...asked, method: 'GET', path: 'v11/orders' }),
    refused,
  );
});

test('a path cannot climb out of its route', () => {
  assert.equal(cleanPath('v1/orders/../../admin//x/.'), 'admin/x');
  const climbing = decideAppProxy(app, settings, { ...asked, path: 'v1/orders/../../../admin' });
  assert.ok('refused' in climbing);
});

test('the first route that matches decides, and what its star stands for is passed on', () => {
  assert.deepEqual(decideAppProxy(app, settings, asked), {
    forward: {
      url: 'http://ticketing:8080/api/v1/orders/7/commands',
      headers: [['Authorization', 'Bearer s3cret']],
    },
  });
});

test('the data source proxy passes the query on', () => {
  const decision = decideDatasourceProxy(datasource, settings, {
    ...asked,
    method: 'GET',
    path: 'v1/orders',
    query: '?a=1',
  });
  assert.ok('forward' in decision && decision.forward.url.endsWith('/api/v1/orders?a=1'));
});

test('a route whose settings are missing fails, and does not go out with an empty token', () => {
  assert.throws(() => decideAppProxy(app, { ...settings, secureJsonData: {} }, asked), /SecureJsonData.serviceToken/);
});
