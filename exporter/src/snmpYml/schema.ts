import { z } from 'zod';
import { displayHint } from './displayHint.ts';
import { durationMs } from './goDuration.ts';
import { anchoredRegExp, goRegExp } from './goRegExp.ts';
import { dateTimePattern } from './dateTimePattern.ts';
import { Secret } from './secret.ts';
import { indexTypes, lookupTypes, metricTypes } from './valueTypes.ts';

/** YAML reads some plain words as other things than text; Go's reader gives the text that stands there. */
const text = z.union([z.string(), z.number(), z.boolean()], 'expected text').transform(String);
const secret = text.transform((value) => new Secret(value));

const oid = text
  .transform((value) => value.replace(/^\./, ''))
  .refine(
    (value) => /^[0-2]\.\d{1,10}(\.\d{1,10})*$/.test(value),
    'expected an object identifier such as 1.3.6.1.2.1.2.2',
  );

const metricName = z
  .string('expected a name')
  .refine((name) => /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name), 'expected a name that Prometheus allows for a metric');
const labelName = z
  .string('expected a name')
  .refine((name) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name), 'expected a name that Prometheus allows for a label');

/** Text that something else must be able to read; what that makes of it. */
const readBy = <T>(read: (value: string) => T | undefined, expected: string) =>
  text.transform((value, context): T => {
    let made: T | undefined;
    try {
      made = read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `${expected}: ${error instanceof Error ? error.message : ''}` });
      return z.NEVER;
    }
    if (made !== undefined) return made;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

const enumValues = z
  .record(z.string(), text)
  .refine((values) => Object.keys(values).every((key) => /^-?\d+$/.test(key)), 'expected integers as keys')
  .transform((values) => new Map(Object.entries(values).map(([key, name]) => [Number(key), name])));

const hint = readBy(displayHint, 'expected a display hint of RFC 2579 section 3.1, such as 1x:');

const index = z.strictObject({
  labelname: labelName,
  type: z.enum(indexTypes),
  fixed_size: z.int().min(0).max(65535).default(0),
  implied: z.boolean().default(false),
  enum_values: enumValues.optional(),
  display_hint: hint.optional(),
});

const lookup = z
  .strictObject({
    /** None: the label is deleted. */
    labels: z.array(labelName).nullish(),
    labelname: labelName,
    oid: oid.optional(),
    type: z.enum(lookupTypes).optional(),
    display_hint: hint.optional(),
  })
  .refine(({ labels, oid }) => (labels ?? []).length === 0 || oid !== undefined, {
    path: ['oid'],
    message: 'expected where to look the labels up',
  });

const regexExtract = z.strictObject({
  regex: readBy(anchoredRegExp, 'expected a regular expression of Go'),
  value: text.default('$1'),
});

const metricKeys = z.strictObject({
  name: metricName,
  oid,
  type: z.enum(metricTypes),
  help: text.default(''),
  indexes: z.array(index).nullish(),
  lookups: z.array(lookup).nullish(),
  regex_extracts: z.record(z.string().regex(/^[a-zA-Z0-9_:]*$/), z.array(regexExtract)).optional(),
  datetime_pattern: readBy(dateTimePattern, 'expected a pattern of strftime').optional(),
  enum_values: enumValues.optional(),
  offset: z.number().default(0),
  scale: z.number().default(0),
  display_hint: hint.optional(),
});

const metric = metricKeys.superRefine(({ type, indexes, datetime_pattern }, context) => {
  if (type === 'ParseDateAndTime' && datetime_pattern === undefined)
    context.addIssue({
      code: 'custom',
      path: ['datetime_pattern'],
      message: 'expected with the type ParseDateAndTime',
    });
  (indexes ?? []).forEach(({ implied }, at, all) => {
    if (implied && at !== all.length - 1)
      context.addIssue({ code: 'custom', path: ['indexes', at, 'implied'], message: 'only the last index can be' });
  });
});

const filterValue = readBy(goRegExp, 'expected a regular expression of Go');
const dynamicFilter = z.strictObject({ oid, targets: z.array(oid).min(1), values: z.array(filterValue).min(1) });
const staticFilter = z.strictObject({ targets: z.array(oid).min(1), indices: z.array(text).min(1) });

const walkParameters = {
  max_repetitions: z.int().min(0).max(65535).optional(),
  retries: z.int().min(0).max(100).optional(),
  timeout: readBy(durationMs, 'expected a duration such as 5s').optional(),
  use_unconnected_udp_socket: z.boolean().default(false),
  allow_nonincreasing_oids: z.boolean().default(false),
};

const moduleKeys = {
  walk: z.array(oid).nullish(),
  get: z.array(oid).nullish(),
  metrics: z.array(metric).nullish(),
  /** A list as in snmp.yml, or both kinds as in generator.yml. */
  filters: z
    .union([
      z.array(dynamicFilter),
      z.strictObject({ dynamic: z.array(dynamicFilter).nullish(), static: z.array(staticFilter).nullish() }),
    ])
    .nullish(),
  ...walkParameters,
};

const version = z.int().min(1, 'expected 1, 2 or 3').max(3, 'expected 1, 2 or 3');

const authKeys = {
  community: secret.optional(),
  security_level: z.enum(['noAuthNoPriv', 'authNoPriv', 'authPriv']).default('noAuthNoPriv'),
  username: text.optional(),
  password: secret.optional(),
  auth_protocol: z.enum(['MD5', 'SHA', 'SHA224', 'SHA256', 'SHA384', 'SHA512']).default('MD5'),
  priv_protocol: z.enum(['DES', 'AES', 'AES192', 'AES192C', 'AES256', 'AES256C']).default('DES'),
  priv_password: secret.optional(),
  context_name: text.optional(),
};

const flatAuth = z.strictObject(authKeys);

/** What SNMPv3 cannot do without (RFC 3414). */
function refineUser(auth: z.output<typeof flatAuth>, path: string[], context: z.RefinementCtx): void {
  const expect = (key: string, value: unknown): void => {
    if (value === undefined)
      context.addIssue({ code: 'custom', path: [...path, key], message: `expected with ${auth.security_level}` });
  };
  expect('username', auth.username);
  if (auth.security_level !== 'noAuthNoPriv') expect('password', auth.password);
  if (auth.security_level === 'authPriv') expect('priv_password', auth.priv_password);
}

const auth = z.strictObject({ ...authKeys, version: version.default(2) }).superRefine((keys, context) => {
  if (keys.version === 3) refineUser(keys, [], context);
});

/** Since 0.23: who asks, and what is asked, apart from each other. */
export const splitFile = z.strictObject({
  auths: z.record(z.string(), auth).nullish(),
  modules: z.record(z.string(), z.strictObject(moduleKeys)).nullish(),
  /** Written by some generators; the shape of the file says the same. */
  version: z.int().optional(),
});

/** Up to 0.22: modules by name, each with its own version and secrets. */
export const flatFile = z.record(
  z.string(),
  z
    .strictObject({ ...moduleKeys, version: version.default(2), auth: flatAuth.prefault({}) })
    .superRefine((keys, context) => {
      if (keys.version === 3) refineUser(keys.auth, ['auth'], context);
    }),
);

export type MetricRule = z.output<typeof metric>;
export type IndexRule = z.output<typeof index>;
export type LookupRule = z.output<typeof lookup>;
export type DynamicFilter = z.output<typeof dynamicFilter>;
export type StaticFilter = z.output<typeof staticFilter>;
export type AuthKeys = z.output<typeof auth>;
export type FlatAuthKeys = z.output<typeof flatAuth>;
export type ModuleKeys = z.output<z.ZodObject<typeof moduleKeys>>;
