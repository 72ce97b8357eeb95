import { FieldType, type DataFrame, type Field, type FieldConfig } from '@grafana/data';
import type { DiagnosisAccuracy, PartyAccuracy } from '@roundsman/contract/diagnosisAccuracy.ts';
import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { SlaLine, SlaReport } from '@roundsman/contract/slaReport.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { say, type Phrase } from '../i18n/translations';

/** A column: its stable name (for transformations and overrides), its heading for people, and how to get its value. */
interface Column<Row> {
  name: string;
  heading: Phrase;
  type: FieldType;
  config?: FieldConfig;
  value: (row: Row, text: (words: LocalizedText) => string) => string | number | boolean | null;
}

const millis = (instant: string | null | undefined) => (instant ? Date.parse(instant) : null);

const workOrderColumns: ReadonlyArray<Column<WorkOrder>> = [
  { name: 'number', heading: 'column.number', type: FieldType.string, value: (order) => order.number },
  { name: 'title', heading: 'column.title', type: FieldType.string, value: (order, text) => text(order.title) },
  { name: 'state', heading: 'column.state', type: FieldType.string, value: (order) => say(`state.${order.state}`) },
  {
    name: 'severity',
    heading: 'column.severity',
    type: FieldType.string,
    value: (order) => say(`severity.${order.severity}`),
  },
  {
    name: 'party',
    heading: 'column.party',
    type: FieldType.string,
    value: (order, text) => order.party && text(order.party.name),
  },
  {
    name: 'assignee',
    heading: 'column.assignee',
    type: FieldType.string,
    value: (order, text) => order.assignee && text(order.assignee.name),
  },
  {
    name: 'site',
    heading: 'column.site',
    type: FieldType.string,
    value: (order, text) => order.site && text(order.site.name),
  },
  { name: 'affected', heading: 'column.affected', type: FieldType.number, value: (order) => order.affected.length },
  {
    name: 'nextClock',
    heading: 'column.clock',
    type: FieldType.string,
    value: (order) => order.nextClock && say(`clock.${order.nextClock.name}`),
  },
  { name: 'dueAt', heading: 'column.dueAt', type: FieldType.time, value: (order) => millis(order.nextClock?.dueAt) },
  {
    name: 'overdue',
    heading: 'column.overdue',
    type: FieldType.boolean,
    value: (order) => order.clocks.some((clock) => clock.state === 'breached' && clock.metAt === null),
  },
  { name: 'onsetAt', heading: 'column.onsetAt', type: FieldType.time, value: (order) => millis(order.onsetAt) },
  { name: 'openedAt', heading: 'column.openedAt', type: FieldType.time, value: (order) => millis(order.openedAt) },
];

const ratio: FieldConfig = { unit: 'percentunit', min: 0, max: 1, decimals: 1 };
const seconds: FieldConfig = { unit: 's' };

const slaColumns: ReadonlyArray<Column<SlaLine>> = [
  { name: 'party', heading: 'column.party', type: FieldType.string, value: (line, text) => text(line.partyName) },
  { name: 'clock', heading: 'column.slaClock', type: FieldType.string, value: (line) => say(`clock.${line.clock}`) },
  { name: 'orders', heading: 'column.orders', type: FieldType.number, value: (line) => line.orders },
  { name: 'met', heading: 'column.met', type: FieldType.number, value: (line) => line.met },
  { name: 'breached', heading: 'column.breached', type: FieldType.number, value: (line) => line.breached },
  { name: 'running', heading: 'column.running', type: FieldType.number, value: (line) => line.running },
  { name: 'excluded', heading: 'column.excluded', type: FieldType.number, value: (line) => line.excluded },
  {
    name: 'complianceRatio',
    heading: 'column.compliance',
    type: FieldType.number,
    config: ratio,
    value: (line) => line.complianceRatio,
  },
  {
    name: 'medianSeconds',
    heading: 'column.median',
    type: FieldType.number,
    config: seconds,
    value: (line) => line.medianSeconds,
  },
  {
    name: 'p90Seconds',
    heading: 'column.p90',
    type: FieldType.number,
    config: seconds,
    value: (line) => line.p90Seconds,
  },
];

const wholePercent: FieldConfig = { ...ratio, decimals: 0 };

const partyColumns: ReadonlyArray<Column<PartyAccuracy>> = [
  { name: 'party', heading: 'column.party', type: FieldType.string, value: (line, text) => text(line.partyName) },
  {
    name: 'named',
    heading: 'column.heldResponsible',
    type: FieldType.number,
    value: ({ whereNamed }) => whereNamed.of,
  },
  {
    name: 'wrongly',
    heading: 'column.wrongly',
    type: FieldType.number,
    value: ({ whereNamed }) => whereNamed.of - whereNamed.count,
  },
  {
    name: 'right',
    heading: 'column.right',
    type: FieldType.number,
    config: wholePercent,
    value: ({ whereNamed }) => whereNamed.ratio,
  },
  {
    name: 'low',
    heading: 'column.low',
    type: FieldType.number,
    config: wholePercent,
    value: ({ whereNamed }) => whereNamed.low,
  },
  {
    name: 'high',
    heading: 'column.high',
    type: FieldType.number,
    config: wholePercent,
    value: ({ whereNamed }) => whereNamed.high,
  },
  { name: 'found', heading: 'column.foundTheirs', type: FieldType.number, value: ({ whereFound }) => whereFound.of },
  {
    name: 'recognised',
    heading: 'column.recognised',
    type: FieldType.number,
    config: wholePercent,
    value: ({ whereFound }) => whereFound.ratio,
  },
];

function toFrame<Row>(
  refId: string,
  name: string,
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  language: Language,
): DataFrame {
  const text = (words: LocalizedText) => words[language];
  const fields = columns.map((column): Field => ({
    name: column.name,
    type: column.type,
    config: { ...column.config, displayNameFromDS: say(column.heading) },
    values: rows.map((row) => column.value(row, text)),
  }));
  return { refId, name, fields, length: rows.length, meta: { preferredVisualisationType: 'table' } };
}

/** Work orders as a table, one row each. Times in epoch milliseconds, `affected` in devices. */
export const workOrdersFrame = (refId: string, orders: readonly WorkOrder[], language: Language): DataFrame =>
  toFrame(refId, 'workOrders', workOrderColumns, orders, language);

/** The SLA report as a table, one row for each party and clock. Ratios 0 to 1, durations in seconds, null where nothing was due. */
export const slaFrame = (refId: string, report: SlaReport, language: Language): DataFrame =>
  toFrame(refId, 'sla', slaColumns, report.lines, language);

/**
 * How rightly each party was held responsible at dispatch, one row each: orders in which it was, wrongly so, and the share that was
 * right with its interval of 95 %; then the orders whose cause was found to be its own, and the share of them in which it was named.
 */
export const partyAccuracyFrame = (refId: string, { atDispatch }: DiagnosisAccuracy, language: Language): DataFrame =>
  toFrame(refId, 'partyAccuracy', partyColumns, atDispatch.byParty, language);
