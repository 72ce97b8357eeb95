import { reportedKinds } from '@roundsman/contract/faultReport.ts';
import { languages } from '@roundsman/contract/text.ts';
import { faultSources } from '@roundsman/contract/vocabulary.ts';
import { position } from '@roundsman/contract/workOrder.ts';
import { z } from 'zod';
import type { ReportStore, StoredReport } from '../../application/store.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const reportRow = z
  .object({
    id: z.string(),
    idempotency_key: z.string(),
    number: z.string(),
    order_id: z.string(),
    joined: z.boolean(),
    source: z.enum(faultSources),
    kind: z.enum(reportedKinds),
    element_id: z.string().nullable(),
    site_id: z.string().nullable(),
    position: position.nullable(),
    description: z.string(),
    language: z.enum(languages),
    personal: z.object({ reporterName: z.string().optional(), reporterPhone: z.string().optional() }),
    received_at: moment,
  })
  .transform((row): StoredReport => ({
    id: row.id,
    idempotencyKey: row.idempotency_key,
    number: row.number,
    orderId: row.order_id,
    joined: row.joined,
    source: row.source,
    kind: row.kind,
    element: row.element_id,
    site: row.site_id,
    position: row.position,
    description: row.description,
    language: row.language,
    personal: row.personal,
    receivedAt: row.received_at,
  }));
const columns = `id, idempotency_key, number, order_id, joined, source, kind, element_id, site_id, position, description,
  language, personal, received_at`;

export const reportTable = (sql: Sql): ReportStore => ({
  insert: async (report) => {
    await sql.run(
      `insert into reports (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        report.id,
        report.idempotencyKey,
        report.number,
        report.orderId,
        report.joined,
        report.source,
        report.kind,
        report.element,
        report.site,
        report.position ? JSON.stringify(report.position) : null,
        report.description,
        report.language,
        JSON.stringify(report.personal),
        report.receivedAt,
      ],
    );
  },
  addToken: async (reportId, tokenHash) => {
    await sql.run('insert into report_tokens (token_hash, report_id) values ($1, $2)', [tokenHash, reportId]);
  },
  byIdempotencyKey: (key) => sql.row(reportRow, `select ${columns} from reports where idempotency_key = $1`, [key]),
  byToken: (tokenHash) =>
    sql.row(
      reportRow,
      `select ${columns} from reports where id = (select report_id from report_tokens where token_hash = $1)`,
      [tokenHash],
    ),
  moveToOrder: (from, to) =>
    sql.rows(reportRow, `update reports set order_id = $2 where order_id = $1 returning ${columns}`, [from, to]),
});
