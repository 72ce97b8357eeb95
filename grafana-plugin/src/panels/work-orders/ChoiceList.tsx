import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

export interface Choice {
  value: string;
  label: string;
  /** Said after the label, such as who is on duty. */
  hint?: string | undefined;
}

interface ChoiceListProps {
  /** Name of the choice; the same on all groups of one choice. */
  name: string;
  label: string;
  choices: readonly Choice[];
  chosen: string | undefined;
  choose: (value: string) => void;
}

/** One of a few, as a list that a thumb can hit. */
export function ChoiceList({ name, label, choices, chosen, choose }: ChoiceListProps) {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === chosen}
            onChange={() => choose(choice.value)}
          />
          <span>{choice.label}</span>
          {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
        </label>
      ))}
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ margin: 0, padding: 0, border: 'none' }),
  legend: css({
    margin: theme.spacing(1, 0, 0.5),
    color: theme.colors.text.secondary,
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  choice: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(4.5),
    margin: 0,
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.default,
    cursor: 'pointer',
    fontWeight: theme.typography.fontWeightRegular,
    '&:hover': { background: theme.colors.action.hover },
    '&:has(input:checked)': { background: theme.colors.action.selected },
    '& input': { accentColor: theme.colors.primary.main },
  }),
  hint: css({ marginLeft: 'auto', color: theme.colors.success.text, ...theme.typography.bodySmall }),
});
