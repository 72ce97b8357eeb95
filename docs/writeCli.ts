import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { metricsPage } from './metricsPage.ts';

await writeFile(path.join(import.meta.dirname, 'metrics.md'), metricsPage());
