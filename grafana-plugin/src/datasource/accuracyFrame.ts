import { FieldType, MappingType, type DataFrame, type Field, type FieldConfig, type ValueMapping } from '@grafana/data';
import {
  foundLabels,
  type ConfusionCell,
  type DiagnosisAccuracy,
  type FoundLabel,
} from '@roundsman/contract/diagnosisAccuracy.ts';
import { faultClasses, faultClassIds, type FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Language } from '@roundsman/contract/text.ts';
import { say } from '../i18n/translations';

/** A class of which fewer were closed says little: its counts are in brackets, and grey. */
const few = 5;

/** Right ones green, wrong ones orange, those of few orders grey; told by their signs too, not by colour alone. */
const mappings: ValueMapping[] = [
  ['^\\(.*\\)$', 'gray'],
  ['^\\d+ ✓$', 'green'],
  ['^\\d+$', 'orange'],
].map(([pattern = '', color = ''], index) => ({
  type: MappingType.RegexToText,
  options: { pattern, result: { color, index } },
}));

/** Says of itself that it was found: beside what was diagnosed the same names would not tell. */
function headingOf(found: FoundLabel, language: Language): string {
  if (found === 'nothing') {
    return say('found.nothing');
  }
  const cause = found === 'other' ? say('found.other') : faultClasses[found].name[language];
  return say('column.foundCause', { cause });
}

/**
 * The confusion matrix as a table: a row for each class that was named at dispatch, a column for each that was found, counts where they
 * meet; before them, for a narrow screen, all orders of the row, and the share of those that could be judged that was right, with its
 * interval of 95 %.
 */
export function accuracyFrame(refId: string, { atDispatch }: DiagnosisAccuracy, language: Language): DataFrame {
  const { confusion, byClass } = atDispatch;
  const rows = faultClassIds.filter((id) => confusion.some(({ diagnosed }) => diagnosed === id));
  const columns = foundLabels.filter((label) => confusion.some(({ found }) => found === label));
  const field = <Value>(
    name: string,
    heading: string,
    type: FieldType,
    config: FieldConfig,
    values: Value[],
  ): Field => ({
    name,
    type,
    config: { ...config, displayNameFromDS: heading },
    values,
  });
  const shares = rows.map((row) => byClass.find(({ faultClass }) => faultClass === row)?.whereNamed);
  const ratio: FieldConfig = { unit: 'percentunit', min: 0, max: 1, decimals: 0 };
  const fields = [
    field(
      'diagnosed',
      say('column.diagnosed'),
      FieldType.string,
      {},
      rows.map((row) => faultClasses[row].name[language]),
    ),
    field(
      'orders',
      say('column.orders'),
      FieldType.number,
      {},
      rows.map((row) => ordersOf(confusion, row)),
    ),
    field(
      'right',
      say('column.right'),
      FieldType.number,
      ratio,
      shares.map((share) => share?.ratio ?? null),
    ),
    field(
      'low',
      say('column.low'),
      FieldType.number,
      ratio,
      shares.map((share) => share?.low ?? null),
    ),
    field(
      'high',
      say('column.high'),
      FieldType.number,
      ratio,
      shares.map((share) => share?.high ?? null),
    ),
    ...columns.map((found) =>
      field(
        `found_${found}`,
        headingOf(found, language),
        FieldType.string,
        // Where nothing was found nobody knows whether the diagnosis was wrong.
        { mappings: found === 'nothing' ? mappings.slice(0, 1) : mappings },
        rows.map((diagnosed) => written(confusion, diagnosed, found)),
      ),
    ),
  ];
  return { refId, name: 'accuracy', fields, length: rows.length, meta: { preferredVisualisationType: 'table' } };
}

const ordersOf = (confusion: readonly ConfusionCell[], row: FaultClassId): number =>
  confusion.filter(({ diagnosed }) => diagnosed === row).reduce((sum, { orders }) => sum + orders, 0);

function written(confusion: readonly ConfusionCell[], diagnosed: FaultClassId, found: FoundLabel): string {
  const cell = confusion.find((each) => each.diagnosed === diagnosed && each.found === found);
  if (!cell) {
    return '';
  }
  const count = found === diagnosed ? `${cell.orders} ✓` : String(cell.orders);
  return ordersOf(confusion, diagnosed) < few ? `(${count})` : count;
}
