import { css } from '@emotion/css';
import {
  applyFieldOverrides,
  formattedValueToString,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
} from '@grafana/data';
import * as React from 'react';

/** A data frame as a plain table, each value written as Grafana would write it (units, decimals, colours of its own mappings). */
export function FrameTable({ frame, theme }: { frame: DataFrame; theme: GrafanaTheme2 }) {
  const styles = getStyles(theme);
  const [shown] = applyFieldOverrides({
    data: [frame],
    fieldConfig: { defaults: {}, overrides: [] },
    theme,
    replaceVariables: (text: string) => text,
    timeZone: 'browser',
  });
  const fields: Field[] = shown?.fields ?? [];
  const written = (field: Field, row: number) => {
    const value: unknown = field.values[row];
    return value === null || !field.display ? '–' : formattedValueToString(field.display(value));
  };
  const colour = (field: Field, row: number) =>
    field.config.mappings?.length ? field.display?.(field.values[row]).color : undefined;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field.name} data-type={field.type}>
                {field.config.displayNameFromDS}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: frame.length }, (_, row) => (
            <tr key={row}>
              {fields.map((field) => (
                <td key={field.name} data-type={field.type} style={{ color: colour(field, row) }}>
                  {written(field, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      whiteSpace: 'nowrap',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    '& th': { color: theme.colors.text.secondary, ...theme.typography.bodySmall },
    '& [data-type="number"]': { textAlign: 'right' },
  }),
});
