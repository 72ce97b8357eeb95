import pg from 'pg';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { databaseError } from './connectionLoss.ts';

/** Parameterised statements on one connection. Rows are parsed: what the database answers is data from outside. */
export interface Sql {
  /** All rows. */
  rows<T extends z.ZodType>(row: T, text: string, values?: readonly unknown[]): Promise<z.infer<T>[]>;
  /** The first row, or null. */
  row<T extends z.ZodType>(row: T, text: string, values?: readonly unknown[]): Promise<z.infer<T> | null>;
  /** Number of rows touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** Pool of connections to PostgreSQL. Throws `DatabaseUnavailable` while the server is away, and comes back by itself. */
export interface Database extends Sql {
  /** One transaction: all of `work` or nothing. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const limits = {
  connectionTimeoutMillis: 3_000,
  /** The server ends a statement after this; the client gives up waiting for a silent server a little later. */
  statement_timeout: 15_000,
  query_timeout: 20_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 20_000,
  idleTimeoutMillis: 30_000,
};

export function openDatabase(url: string, connections: number, logger: Logger): Database {
  const pool = new pg.Pool({
    ...limits,
    connectionString: url,
    max: connections,
    application_name: 'roundsman-ticketing',
    keepAlive: true,
  });
  // Without a listener an idle connection that the server ends would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle connection to the database was lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'a connection to the database was lost'));
  });

  return {
    ...sqlOn((text, values) => pool.query(text, values)),
    transaction: async (work) => {
      const client = await connect(pool);
      let broken = false;
      try {
        await client.query('begin');
        const result = await work(sqlOn((text, values) => client.query(text, values)));
        await client.query('commit');
        return result;
      } catch (error) {
        broken = !(await rolledBack(client));
        throw databaseError(error);
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

const connect = (pool: pg.Pool): Promise<pg.PoolClient> =>
  pool.connect().catch((error: unknown) => {
    throw databaseError(error);
  });

/** Whether the connection may be used again. */
const rolledBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  );

type Query = (text: string, values?: unknown[]) => Promise<pg.QueryResult<Record<string, unknown>>>;

function sqlOn(query: Query): Sql {
  const ask = async (
    text: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<Record<string, unknown>>> => {
    try {
      return await query(text, [...values]);
    } catch (error) {
      throw databaseError(error);
    }
  };
  return {
    rows: async (row, text, values) => (await ask(text, values)).rows.map((each) => row.parse(each)),
    row: async (row, text, values) => {
      const [first] = (await ask(text, values)).rows;
      return first === undefined ? null : row.parse(first);
    },
    run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
  };
}
