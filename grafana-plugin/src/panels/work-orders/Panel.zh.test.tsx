import type { PanelProps } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import React from 'react';
import { installFakeGrafana, refusal } from '../../../testing/fakeGrafana';
import { makeOrder } from '../../../testing/orders';
import { Panel, type PanelOptions } from './Panel';

beforeAll(() => i18next.init({ lng: 'zh-Hans', resources: { 'zh-Hans': { grafana: { name: 'Grafana' } } } }));

test('in a Chinese Grafana everything that a person reads is Chinese, errors included', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /\/work-orders\?/, { data: { workOrders: [makeOrder(1)], total: 1 } });
  grafana.on('POST', /commands$/, refusal('nobody_on_duty'));
  const { container } = render(
    <Panel {...({ width: 1200, height: 600, options: { everySeconds: 300 } } as PanelProps<PanelOptions>)} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: '接单' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('该单位无人值班 请指定人员，或完善排班。');
  expect(screen.getByRole('row', { name: 'WO-20261122-0001' })).toHaveTextContent('安维运维公司');
  const english = (container.textContent ?? '').replace(/WO-\d+-\d+|brk-harbour-03|req-7/g, '').match(/[A-Za-z]{2,}/g);
  expect(english).toBeNull();
});
