import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { type ComponentProps } from 'react';
import { installFakeGrafana, refusal } from '../../testing/fakeGrafana';
import { AppConfig } from './AppConfig';

function show(secureJsonFields = {}) {
  const meta = { id: 'roundsman-app', enabled: true, pinned: true, jsonData: {}, secureJsonFields };
  const props = { plugin: { meta }, query: {} } as unknown as ComponentProps<typeof AppConfig>;
  render(<AppConfig {...props} />);
  return userEvent.setup();
}

test('address and token are both needed, and are sent to Grafana with the token apart', async () => {
  const grafana = installFakeGrafana();
  grafana.on('POST', /settings$/, refusal('internal'));
  const user = show();
  const save = await screen.findByRole('button', { name: 'Save' });
  await user.type(screen.getByLabelText('Address of the ticketing service'), 'https://ticketing.example/');
  expect(save).toBeDisabled();
  await user.type(screen.getByLabelText('Service token'), 'secret');
  await user.click(save);
  await waitFor(() => expect(grafana.requests).toHaveLength(1));
  expect(grafana.requests[0]).toMatchObject({
    url: '/api/plugins/roundsman-app/settings',
    data: { jsonData: { ticketingUrl: 'https://ticketing.example' }, secureJsonData: { serviceToken: 'secret' } },
  });
  expect(await screen.findByRole('alert')).toBeInTheDocument();
});

test('a token that is set stays as it is unless it is reset', async () => {
  const grafana = installFakeGrafana();
  grafana.on('POST', /settings$/, refusal('internal'));
  const user = show({ serviceToken: true });
  await user.type(await screen.findByLabelText('Address of the ticketing service'), 'http://t');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(grafana.requests).toHaveLength(1));
  expect(grafana.requests[0]?.data.secureJsonData).toBeUndefined();
});
