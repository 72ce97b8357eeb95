import type { LoggerOptions } from 'pino';

/** Keys under which a secret or a person's data could reach a log line; they are taken out wherever they stand. */
const redacted = [
  'authorization',
  'cookie',
  'password',
  'token',
  'sessionToken',
  'csrfToken',
  'reporterName',
  'reporterPhone',
  'phone',
  'address',
];

/** JSON lines on standard output. */
export const loggerOptions = (level: string): LoggerOptions => ({
  level,
  base: { service: 'ticketing' },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  redact: { paths: redacted.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
});
