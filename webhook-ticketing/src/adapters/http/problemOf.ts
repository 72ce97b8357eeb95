import { DatabaseUnavailable } from '../../application/databaseUnavailable.ts';
import { HttpProblem } from './httpProblem.ts';

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** Words of our own for what the body parser refuses: its messages quote the body, which may hold a secret. */
const bodyFaults: Record<string, string> = {
  'entity.parse.failed': 'the body is not valid JSON',
  'encoding.unsupported': 'the content encoding is not known; send gzip, deflate or none',
  'charset.unsupported': 'the character set is not known; send UTF-8',
  'parameters.too.many': 'the form has too many fields',
  'request.aborted': 'the request ended before its body was complete',
  'request.size.invalid': 'the body is not as long as Content-Length says',
};

/** The entry of the error table for anything that was thrown while a request was handled. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof DatabaseUnavailable) return new HttpProblem('database_unavailable');
  const status = property(error, 'status');
  if (status === 413) return new HttpProblem('body_too_large');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const detail = bodyFaults[String(property(error, 'type'))] ?? 'the request cannot be read';
    return new HttpProblem('invalid_request', { detail, field: 'body' });
  }
  return new HttpProblem('internal');
}
