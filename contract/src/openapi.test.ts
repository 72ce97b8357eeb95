import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { pathParameters, type Route, routes } from './api.ts';
import { errorCodes } from './errors.ts';
import { errorsPage } from './errorsPage.ts';
import { openApiDocument } from './openapi.ts';

const committed = (name: string): Promise<string> => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const document = JSON.stringify(openApiDocument());

describe('the documents made from the contract', () => {
  test('docs/openapi.json is what the routes say now (else: npm run documents -w contract)', async () => {
    expect(JSON.parse(await committed('openapi.json'))).toEqual(JSON.parse(document));
  });

  test('docs/errors.md is what the error table says now (else: npm run documents -w contract)', async () => {
    expect(await committed('errors.md')).toBe(errorsPage());
  });

  test('docs/errors.md names every code of the table', () => {
    for (const code of errorCodes) expect(errorsPage()).toContain(`| \`${code}\` |`);
  });
});

describe('the OpenAPI document', () => {
  test('every reference leads to a schema of the document', () => {
    const { components } = JSON.parse(document) as { components: { schemas: Record<string, unknown> } };
    const references = [...document.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
    const targets = new Set(Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((target) => !targets.has(target))).toEqual([]);
  });

  test('every variable part of a path is described, and named by its schema', () => {
    const variables = Object.values(routes).flatMap((route: Route) => [...route.path.matchAll(/:(\w+)/g)]);
    for (const [, name] of variables) expect(Object.keys(pathParameters)).toContain(name);
    expect(document).toContain('"/work-orders/{id}/commands"');
  });

  test('a route that changes something for a person lists the error of a missing CSRF token', () => {
    const writes = Object.values(routes).filter(
      (route: Route) => route.method !== 'get' && route.authentication.includes('user'),
    );
    for (const route of writes) expect(route.errors).toContain('csrf_token_wrong');
  });
});
