import type { PanelProps } from '@grafana/data';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import React from 'react';
import { installFakeGrafana, refusal, type FakeGrafana } from '../../../testing/fakeGrafana';
import { clock, makeOrder, sampleOrders, someAssignees } from '../../../testing/orders';
import { Panel, type PanelOptions } from './Panel';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const list = (workOrders: WorkOrder[], total = workOrders.length) => ({
  data: { workOrders, total },
  headers: { etag: '"1"' },
});

function show(grafana: FakeGrafana, orders: WorkOrder[], total?: number) {
  grafana.on('GET', /\/work-orders\?/, list(orders, total));
  grafana.on('GET', /\/assignees$/, { data: someAssignees });
  const props = { width: 1200, height: 600, options: { everySeconds: 300 } } as PanelProps<PanelOptions>;
  return { user: userEvent.setup(), ...render(<Panel {...props} />) };
}
const row = (number: string) => screen.findByRole('row', { name: number });
const commands = (grafana: FakeGrafana) => grafana.requests.filter(({ method }) => method === 'POST');
const accepted = (order: WorkOrder): WorkOrder => ({ ...order, state: 'accepted', version: 2, actions: ['depart'] });

describe('when something is wrong', () => {
  test('a service that does not answer is named, with what to do', async () => {
    const grafana = installFakeGrafana();
    grafana.on('GET', /\/work-orders\?/, { status: 502, data: { message: 'Bad Gateway' } });
    render(<Panel {...({ width: 1, height: 1, options: { everySeconds: 300 } } as PanelProps<PanelOptions>)} />);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The ticketing service does not answer Try again; if it lasts, tell the person on call. The panel goes on trying.',
    );
  });

  test('an answer that breaks the contract is not shown as if it were right', async () => {
    const grafana = installFakeGrafana();
    grafana.on('GET', /\/work-orders\?/, { data: { workOrders: [{ id: 1 }], total: 1 } });
    render(<Panel {...({ width: 1, height: 1, options: { everySeconds: 300 } } as PanelProps<PanelOptions>)} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('of different versions');
  });

  test('who may not see single orders sees the counts, and why', async () => {
    const grafana = installFakeGrafana('Viewer');
    grafana.on('GET', /\/work-orders\?/, refusal('forbidden'));
    grafana.on('GET', /\/summary$/, { data: { byState: [{ state: 'open', count: 3 }], planned: 0, overdue: 2 } });
    render(<Panel {...({ width: 1, height: 1, options: { everySeconds: 300 } } as PanelProps<PanelOptions>)} />);
    expect(await screen.findByText('2 overdue')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('Not allowed Ask an operator');
    expect(screen.getByRole('group', { name: 'Filter by state' })).toHaveTextContent('All 3Open 3');
  });

  test('a refused command says why in the row, and "try again" sends the same idempotency key', async () => {
    const grafana = installFakeGrafana();
    const order = makeOrder(1);
    const { user } = show(grafana, [order]);
    grafana.on('POST', /commands$/, refusal('command_not_possible'));
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    expect(await within(await row(order.number)).findByRole('alert')).toHaveTextContent(
      'Not possible in this state Reload: the order has moved on. request req-7',
    );
    grafana.on('POST', /commands$/, { data: accepted(order) });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    const [first, second] = commands(grafana).map(({ data }) => data.idempotencyKey);
    expect(second).toBe(first);
  });

  test('a command refused by Grafana itself names the role that is missing', async () => {
    const grafana = installFakeGrafana();
    const { user } = show(grafana, [makeOrder(1)]);
    grafana.on('POST', /commands$/, { status: 403, data: { message: 'plugin proxy route access denied' } });
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Commands need the Grafana role Editor');
  });
});

test('a picture in which the fault shows is a link through the proxy that reads', async () => {
  const order = makeOrder(1);
  const picture = {
    number: 1,
    element: 'cam-1',
    fault: 'black',
    takenAt: order.onsetAt,
    sha256: '0'.repeat(64),
  } as const;
  show(installFakeGrafana(), [{ ...order, pictures: [picture] }, makeOrder(2)]);
  const link = await screen.findByRole('link', { name: 'Picture: Black picture' });
  expect(link.getAttribute('href')).toMatch(new RegExp(`^/api/datasources/.+/v1/work-orders/${order.id}/pictures/1$`));
});

test('the page that explains the diagnosis is a link, and there is none where nothing explains it', async () => {
  const id = '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7c10';
  const page = `https://ticketing.example/diagnosis/${id}`;
  show(installFakeGrafana(), [{ ...makeOrder(1), explanation: { id, page } }, makeOrder(2)]);
  const link = await screen.findByRole('link', { name: /Why this cause/ });
  expect(link).toHaveAttribute('href', page);
});

test('a press of "Accept" sends the command once, and the row shows the answer', async () => {
  const grafana = installFakeGrafana();
  const order = makeOrder(1);
  const { user } = show(grafana, [order]);
  grafana.on('POST', /commands$/, { data: accepted(order) });
  await user.click(await screen.findByRole('button', { name: 'Accept' }));
  expect(await within(await row(order.number)).findByText('Accepted')).toBeInTheDocument();
  expect(commands(grafana)).toHaveLength(1);
  expect(commands(grafana)[0]).toMatchObject({
    url: `/api/plugin-proxy/roundsman-app/v1/work-orders/${order.id}/commands`,
    data: { command: 'accept', idempotencyKey: expect.stringMatching(uuid) },
  });
  expect(screen.getByText(`${order.number}: Accept – done`)).toBeInTheDocument();
});

test('dispatching asks whom to send, the responsible party first, and sends that person', async () => {
  const grafana = installFakeGrafana();
  const order = makeOrder(1, { actions: ['dispatch'] });
  const { user } = show(grafana, [order]);
  grafana.on('POST', /commands$/, { data: { ...order, version: 2 } });
  await user.click(await screen.findByRole('button', { name: 'Dispatch' }));
  const dialog = await screen.findByRole('dialog');
  const groups = await within(dialog).findAllByRole('group');
  expect(groups[0]).toHaveTextContent('Guardcare Maintenance – responsible for this fault');
  await user.click(within(dialog).getByRole('radio', { name: 'Zhao Min' }));
  await user.click(within(dialog).getByRole('button', { name: 'Dispatch' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(commands(grafana)[0]?.data).toMatchObject({ command: 'dispatch', party: 'guardcare', contact: 'zhao-min' });
});

test('a command that needs a reason cannot be sent without one, and keeps what was written when it is refused', async () => {
  const grafana = installFakeGrafana();
  const order = makeOrder(1, { actions: ['suspend'] });
  const { user } = show(grafana, [order]);
  grafana.on('POST', /commands$/, refusal('approver_is_assignee'));
  await user.click(await screen.findByRole('button', { name: 'Suspend the clock' }));
  const dialog = await screen.findByRole('dialog');
  const send = within(dialog).getByRole('button', { name: 'Suspend the clock' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Road under water');
  expect(send).toBeDisabled();
  await user.click(within(dialog).getByRole('radio', { name: 'Natural disaster' }));
  await user.click(send);
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('Let an operator or manager do it.');
  expect(within(dialog).getByRole('textbox', { name: 'Reason' })).toHaveValue('Road under water');
});

test('a viewer sees the orders and is offered no command', async () => {
  const grafana = installFakeGrafana('Viewer');
  show(grafana, [makeOrder(1)]);
  await row('WO-20261122-0001');
  expect(screen.queryByRole('button', { name: 'Accept' })).not.toBeInTheDocument();
});

test('the clock that runs out next counts down, and says so when it has run out', async () => {
  jest.useFakeTimers();
  const left = 2.5;
  const grafana = installFakeGrafana();
  const running = clock('accepted', left, Date.now());
  show(grafana, [makeOrder(1, { nextClock: running })]);
  await act(() => jest.advanceTimersByTimeAsync(10));
  expect(screen.getByRole('timer')).toHaveTextContent('00:02');
  await act(() => jest.advanceTimersByTimeAsync(4_000));
  expect(screen.getByRole('timer')).toHaveTextContent('+00:01');
  expect(screen.getByText('late to accept')).toBeInTheDocument();
  jest.useRealTimers();
});

test('a press on a state shows its orders alone, a second press all of them', async () => {
  const { user } = show(installFakeGrafana(), sampleOrders(Date.now()));
  const rows = () => screen.getAllByRole('row').length - 1;
  await user.click(await screen.findByRole('button', { name: 'Open 1' }));
  expect(rows()).toBe(1);
  await user.click(screen.getByRole('button', { name: 'Open 1' }));
  expect(rows()).toBe(7);
});

test('with nothing open it says so', async () => {
  show(installFakeGrafana(), []);
  expect(await screen.findByText('No open work orders')).toBeInTheDocument();
});

test('of a thousand orders fifty are drawn, the rest on demand, and it says how many there are', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => makeOrder(index + 1));
  const { user } = show(installFakeGrafana(), many, 1200);
  expect(await screen.findByText(/50 of 1000 shown/)).toBeInTheDocument();
  expect(screen.getByText('The 1000 most pressing of 1200 work orders are listed.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show 50 more' }));
  expect(screen.getByText(/100 of 1000 shown/)).toBeInTheDocument();
});
