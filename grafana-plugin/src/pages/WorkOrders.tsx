import { PluginPage } from '@grafana/runtime';
import React from 'react';
import { LiveBoard } from '../panels/work-orders/LiveBoard';

/** How often the page asks for news, in seconds. */
const everySeconds = 5;

/** The page of the app: the same board as the panel, over the whole page. */
export function WorkOrders() {
  return (
    <PluginPage>
      <LiveBoard everySeconds={everySeconds} />
    </PluginPage>
  );
}
