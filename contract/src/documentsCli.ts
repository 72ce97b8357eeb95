import { writeFile } from 'node:fs/promises';
import { errorsPage } from './errorsPage.ts';
import { openApiDocument } from './openapi.ts';

/** Writes the documents that are made from the contract: docs/openapi.json and docs/errors.md. */
const docs = new URL('../../docs/', import.meta.url);
await writeFile(new URL('openapi.json', docs), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
await writeFile(new URL('errors.md', docs), errorsPage());
