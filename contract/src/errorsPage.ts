import { errors } from './errors.ts';

/** `docs/errors.md`: the error table for people. */
export function errorsPage(): string {
  const rows = Object.entries(errors).map(
    ([code, { status, title, remedy }]) =>
      `| \`${code}\` | ${String(status)} | ${title.en} · ${title.zh} | ${remedy.en} · ${remedy.zh} |`,
  );
  return [
    '# Errors of the API',
    '',
    'Every error is answered as `application/problem+json` (RFC 9457) with `type` `urn:roundsman:error:<code>`, `code`, `status`,',
    '`title` and `remedy` in English and Chinese, and, where they help, `detail`, `field` (the path of the field at fault) and',
    '`requestId`, which is also in the header `X-Request-Id` and in the log of the service.',
    '',
    'This page is made from `contract/src/errors.ts` by `npm run documents -w contract`; a test compares them.',
    '',
    '| code | status | meaning | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
