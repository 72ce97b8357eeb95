import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
} from '@grafana/grafana-foundation-sdk/common';
import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode, type Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** Steps of colour: green, then from each bound on the colour beside it. */
export const green = (...steps: Array<[from: number, color: string]>) => colors('green', ...steps);

/** The first colour below every bound, then from each bound on the colour beside it. */
export const colors = (first: string, ...steps: Array<[from: number, color: string]>) => {
  const thresholds: Threshold[] = [{ value: null, color: first }, ...steps.map(([value, color]) => ({ value, color }))];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds);
};

/** One figure, coloured by its thresholds, with its course behind it. */
export const figure = (title: string, query: Builder<Dataquery>, unit: string, thresholds: ThresholdsConfigBuilder) =>
  new StatBuilder()
    .title(title)
    .withTarget(query)
    .unit(unit)
    .thresholds(thresholds)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .noValue('–');

/** Lines over time. */
export const lines = (title: string, unit: string, ...queries: Array<Builder<Dataquery>>) =>
  new TimeseriesBuilder()
    .title(title)
    .targets(queries)
    .unit(unit)
    .lineWidth(2)
    .fillOpacity(8)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    );
