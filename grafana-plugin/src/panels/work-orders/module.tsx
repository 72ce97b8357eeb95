import { PanelPlugin } from '@grafana/data';
import { Panel, type PanelOptions } from './Panel';

export const plugin = new PanelPlugin<PanelOptions>(Panel).setPanelOptions((builder) =>
  builder.addNumberInput({
    path: 'everySeconds',
    name: 'Refresh every / 刷新间隔 (s)',
    defaultValue: 5,
    settings: { min: 1, max: 300, integer: true },
  }),
);
