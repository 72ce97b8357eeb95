import type { PanelProps } from '@grafana/data';
import React from 'react';
import { LiveBoard } from './LiveBoard';

/** What whoever edits the dashboard can set. */
export interface PanelOptions {
  /** How often the panel asks for news, in seconds. */
  everySeconds: number;
}

/** The work-orders panel. It asks the ticketing service itself, through the data source's proxy, and needs no query. */
export function Panel({ options, width, height }: PanelProps<PanelOptions>) {
  return (
    <div style={{ width, height }}>
      <LiveBoard everySeconds={options.everySeconds} />
    </div>
  );
}
