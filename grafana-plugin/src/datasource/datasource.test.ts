import { dateTime, type DataFrame, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { installFakeGrafana, refusal } from '../../testing/fakeGrafana';
import { clock, makeOrder, noon, sampleOrders, someAccuracy, someSla } from '../../testing/orders';
import { TicketingDatasource } from './datasource';
import type { DatasourceSettings, TicketingQuery } from './query';

const settings = {
  url: '/api/datasources/proxy/uid/roundsman',
  jsonData: {},
} as DataSourceInstanceSettings<DatasourceSettings>;

async function ask(query: Partial<TicketingQuery>): Promise<DataFrame> {
  const range = { from: dateTime(someSla.from), to: dateTime(someSla.to) };
  const request = {
    targets: [{ refId: 'A', ...query }],
    range,
    scopedVars: {},
  } as unknown as DataQueryRequest<TicketingQuery>;
  const { data } = await new TicketingDatasource(settings).query(request);
  return data[0];
}
const column = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name);

test('a refusal fails the query with the words of the service', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /work-orders/, refusal('unauthenticated'));
  await expect(ask({ queryType: 'workOrders' })).rejects.toThrow('Not logged in. Log in, or send a valid token.');
});

test('the test of the data source says what is wrong', async () => {
  installFakeGrafana().on('GET', /summary/, refusal('unauthenticated'));
  await expect(new TicketingDatasource(settings).testDatasource()).resolves.toEqual({
    status: 'error',
    message: 'Not logged in. Log in, or send a valid token.',
  });
});

test('a hidden query is not asked', async () => {
  const grafana = installFakeGrafana();
  await expect(ask({ hide: true })).resolves.toBeUndefined();
  expect(grafana.requests).toEqual([]);
});

test('work orders come as a table with times in milliseconds and states in words', async () => {
  const grafana = installFakeGrafana();
  const workOrders = sampleOrders();
  grafana.on('GET', /work-orders/, { data: { workOrders, total: workOrders.length } });
  const frame = await ask({ queryType: 'workOrders', state: 'unfinished', party: '$party', site: '$all' });
  expect(grafana.requests[0]?.url).toMatch(/work-orders\?state=unfinished&party=guardcare&limit=1000$/);
  expect(frame.length).toBe(7);
  expect(column(frame, 'affected')?.values).toEqual([14, 22, 5, 1, 1, 1, 4]);
  expect(column(frame, 'state')?.values[1]).toBe('Accepted');
  expect(column(frame, 'dueAt')?.values[0]).toBe(noon + 48_000);
  expect(column(frame, 'dueAt')?.values[5]).toBeNull();
  expect(column(frame, 'number')?.config.displayNameFromDS).toBe('Number');
});

test('an order is overdue by any clock that ran out and was not reached, not by one reached too late', async () => {
  const grafana = installFakeGrafana();
  const late = { ...clock('accepted', -60), metAt: new Date(noon).toISOString() };
  const workOrders = [makeOrder(1, { clocks: [late] }), makeOrder(2, { clocks: [clock('solved', -60)] })];
  grafana.on('GET', /work-orders/, { data: { workOrders, total: 2 } });
  expect(column(await ask({}), 'overdue')?.values).toEqual([false, true]);
});

test('the SLA comes with its units, and unknown where nothing was due', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /sla/, { data: someSla });
  const frame = await ask({ queryType: 'sla' });
  expect(new URLSearchParams(grafana.requests[0]?.url.split('?')[1]).get('from')).toBe(someSla.from);
  expect(column(frame, 'complianceRatio')).toMatchObject({
    config: { unit: 'percentunit' },
    values: [39 / 41, 40 / 41, null],
  });
  expect(column(frame, 'medianSeconds')).toMatchObject({ config: { unit: 's' }, values: [2710, 2710, null] });
  expect(column(frame, 'clock')?.values).toEqual(['arrive on site', 'solve', 'arrive on site']);
});

test('what was diagnosed against what was found comes as a matrix that marks the right and the few', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /diagnosis-accuracy/, { data: someAccuracy });
  const frame = await ask({ queryType: 'accuracy', party: '$party' });
  expect(grafana.requests[0]?.url).toContain('party=guardcare');
  expect(frame.fields.map(({ name }) => name)).toEqual([
    'diagnosed',
    'orders',
    'right',
    'low',
    'high',
    'found_area_mains_outage',
    'found_drop_fibre_cut',
    'found_onu_failure',
    'found_switch_hang',
    'found_other',
    'found_nothing',
  ]);
  expect(column(frame, 'found_switch_hang')?.config.displayNameFromDS).toBe('Found: Switch hung');
  expect(column(frame, 'diagnosed')?.values).toEqual([
    'Area mains outage',
    'Distribution or drop fibre cut',
    'Switch hung',
    'Cause undetermined',
  ]);
  expect(column(frame, 'found_drop_fibre_cut')?.values).toEqual(['', '4 ✓', '', '']);
  expect(column(frame, 'found_onu_failure')?.values).toEqual(['', '2', '', '']);
  expect(column(frame, 'found_switch_hang')?.values).toEqual(['', '', '(1 ✓)', '']);
  expect(column(frame, 'found_other')?.values).toEqual(['', '', '', '(1)']);
  expect(column(frame, 'orders')?.values).toEqual([10, 6, 1, 1]);
  expect(column(frame, 'right')).toMatchObject({ config: { unit: 'percentunit' }, values: [1, 4 / 6, 1, null] });
});

test('who was held responsible against whose it was comes by party, the wrongly blamed counted', async () => {
  installFakeGrafana().on('GET', /diagnosis-accuracy/, { data: someAccuracy });
  const frame = await ask({ queryType: 'partyAccuracy' });
  expect(column(frame, 'party')?.values).toEqual(['Metro Telecom', 'Guardcare Maintenance', 'City Power, East Branch']);
  expect(column(frame, 'named')?.values).toEqual([6, 1, 9]);
  expect(column(frame, 'wrongly')?.values).toEqual([2, 0, 0]);
  expect(column(frame, 'right')).toMatchObject({ config: { unit: 'percentunit' }, values: [4 / 6, 1, 1] });
  expect(column(frame, 'low')?.values).toEqual([0.3, 0.21, 0.7]);
  expect(column(frame, 'found')?.values).toEqual([4, 3, 9]);
  expect(column(frame, 'recognised')?.values).toEqual([1, 1 / 3, 1]);
});

test('who may not judge the diagnosis is told so', async () => {
  installFakeGrafana().on('GET', /diagnosis-accuracy/, refusal('forbidden'));
  await expect(ask({ queryType: 'accuracy' })).rejects.toThrow('Not allowed');
});
