import { z } from 'zod';
import type { Repositories, Store } from '../../application/store.ts';
import { alertTable } from './alertTable.ts';
import { batteryBaselineTable } from './batteryBaselineTable.ts';
import { commandKeyTable } from './commandKeyTable.ts';
import type { Database, Sql } from './database.ts';
import { dueStepTable } from './dueStepTable.ts';
import { maintenanceTable } from './maintenanceTable.ts';
import { orderTable } from './orderTable.ts';
import { outboxTable } from './outboxTable.ts';
import { outcomeTable } from './outcomeTable.ts';
import { pictureTable } from './pictureTable.ts';
import { priorTable } from './priorTable.ts';
import { recordedCaseTable } from './recordedCaseTable.ts';
import { reportTable } from './reportTable.ts';
import { suspicionTable } from './suspicionTable.ts';

/** Any number; the same in every replica. */
const decisionLock = 7_201_002;

const tables = (sql: Sql): Repositories => ({
  alerts: alertTable(sql),
  orders: orderTable(sql),
  reports: reportTable(sql),
  outbox: outboxTable(sql),
  dueSteps: dueStepTable(sql),
  commandKeys: commandKeyTable(sql),
  pictures: pictureTable(sql),
  outcomes: outcomeTable(sql),
  priors: priorTable(sql),
  suspicions: suspicionTable(sql),
  recordedCases: recordedCaseTable(sql),
  maintenances: maintenanceTable(sql),
  batteryBaselines: batteryBaselineTable(sql),
});

/** The service's store in PostgreSQL. */
export const postgresStore = (database: Database): Store => ({
  ...tables(database),
  transaction: (work) =>
    database.transaction((sql) =>
      work({
        ...tables(sql),
        lockDecisions: async () => {
          await sql.run('select pg_advisory_xact_lock($1)', [decisionLock]);
        },
        tryLockDecisions: async () => {
          const answer = await sql.row(
            z.object({ mine: z.boolean() }),
            'select pg_try_advisory_xact_lock($1) as mine',
            [decisionLock],
          );
          return answer?.mine ?? false;
        },
      }),
    ),
  ping: async () => {
    await database.run('select 1');
  },
});
