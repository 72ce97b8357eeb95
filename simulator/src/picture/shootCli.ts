import { setPriority } from 'node:os';
import { z } from 'zod';
import { lookNames } from './looks.ts';
import { codings, scenes } from './recipe.ts';
import { shoot } from './shoot.ts';

/** A process of its own, so that cameras that play do not stutter while a clip is drawn: shootCli.ts RECIPE FILE. */
const recipe = z.strictObject({
  scene: z
    .int()
    .min(0)
    .max(scenes - 1),
  light: z.enum(['day', 'infrared']),
  look: z.enum(lookNames),
  coding: z.enum(codings),
  codec: z.enum(['H264', 'H265']),
  stream: z.enum(['sub', 'main']),
});

const [, , wanted = '', file = ''] = process.argv;
setPriority(10);
shoot(recipe.parse(JSON.parse(wanted)), file).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
