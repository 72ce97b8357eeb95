import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { recordedCase, type RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { scenario, type Scenario } from '@roundsman/contract/scenario.ts';
import type { z } from 'zod';
import { canonicalJson } from '../../domain/eventChain.ts';
import { textSha256 } from '../../domain/recordedCase/recordCase.ts';

/** A file that cannot be judged, and why, in both languages; the message names the line or the field. */
export class EvidenceFileError extends Error {
  override name = 'EvidenceFileError';
}

export type EvidenceFile = { recorded: RecordedCase; sha256: string } | { scenario: Scenario };

const mostBytes = 256 * 1024 * 1024;
const namedFaults = 10;

/** A recorded case or a scenario, as JSON, packed by gzip or not. @throws EvidenceFileError */
export async function readEvidenceFile(file: string): Promise<EvidenceFile> {
  const value = parsedJson(file, await textOf(file));
  const format: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'format') : undefined;
  if (format !== undefined) {
    return { recorded: checked(file, recordedCase, value), sha256: textSha256(canonicalJson(value)) };
  }
  return { scenario: checked(file, scenario, value) };
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EvidenceFileError(`${file}: cannot be read 无法读取: ${messageOf(error)}`);
  });
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return bytes.toString('utf8');
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: mostBytes })).toString('utf8');
  } catch (error) {
    throw new EvidenceFileError(
      `${file}: cannot be unpacked; fetch it again 无法解压，请重新下载: ${messageOf(error)}`,
    );
  }
}

function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EvidenceFileError(`${file}: not valid JSON 不是有效的 JSON: ${messageOf(error)}`);
  }
}

function checked<T extends z.ZodType>(file: string, schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `  ${path.map(String).join('.') || '(file)'}: ${message}`,
  );
  const more = faults.length > namedFaults ? [`  … ${String(faults.length - namedFaults)}`] : [];
  const what = 'neither a recorded case nor a scenario of this version 不是本版本的诊断记录或场景文件';
  throw new EvidenceFileError([`${file}: ${what}`, ...faults.slice(0, namedFaults), ...more].join('\n'));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
