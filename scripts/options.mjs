import { parseArgs } from 'node:util';
import { Advice } from './bootstrap/progress.mjs';

export const startUsage = `npm start -- [options]     a simulated district, and everything that watches it

  --sites N           roadside cabinets of the simulated district, 2 to 6 cameras each (12)
  --inventory FILE    no simulator: your own devices, from this file or folder; may be given again
  --credentials FILE  what opens those devices; needed with --inventory
  --notify FILE       how people are told: "smtp" and "webhooks" as in webhook-ticketing/ticketing.example.yml
                      (without it messages are shown on a local page)
  --on-call URL       where Alertmanager posts faults of the platform itself; needed with --notify
  --port-base N       first of eleven ports in a row, on 127.0.0.1 (9400)
  --data-dir DIR      where data, logs and generated passwords are kept (.roundsman)
  --yes               install missing Debian packages with sudo without asking
  --help              this text

With DATABASE_URL in the environment that PostgreSQL is used; without it a private one is made and run.
`;

export const testUsage = `npm test -- [options]     installs what it needs and runs all the tests
npm run test:long       the same, and the long ones

  --long   also run *.long.test.ts
  --yes    install missing Debian packages with sudo without asking
  --help   this text
`;

/** Node's own complaint names the option; the usage says what there is. @template T @param {string} usage @param {() => T} parse @returns {T} */
function understood(usage, parse) {
  try {
    return parse();
  } catch (error) {
    throw new Advice(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** @param {string} name @param {string} text @param {number} least @param {number} most */
function wholeNumber(name, text, least, most) {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Error(`${name}: expected ${least} to ${most}, not "${text}"`);
  return value;
}

/** What `npm start` was asked for. @param {readonly string[]} args @throws Advice with the usage */
export function startOptions(args) {
  return understood(startUsage, () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sites: { type: 'string' },
        inventory: { type: 'string', multiple: true },
        credentials: { type: 'string' },
        notify: { type: 'string' },
        'on-call': { type: 'string' },
        'port-base': { type: 'string', default: '9400' },
        'data-dir': { type: 'string' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { inventory, credentials, sites } = values;
    if (inventory && sites !== undefined)
      throw new Error('--sites is for the simulated district: not with --inventory');
    if (inventory && !credentials) throw new Error('--inventory needs --credentials');
    if (credentials && !inventory) throw new Error('--credentials needs --inventory');
    if ((values.notify === undefined) !== (values['on-call'] === undefined)) {
      throw new Error('--notify and --on-call go together: both, or neither');
    }
    return {
      district:
        inventory && credentials
          ? { inventory, credentials }
          : { sites: wholeNumber('--sites', sites ?? '12', 1, 5000) },
      notify: values.notify ?? null,
      onCall: values['on-call'] ?? null,
      portBase: wholeNumber('--port-base', values['port-base'], 1024, 65_500),
      dataDir: values['data-dir'] ?? null,
      yes: values.yes,
      help: values.help,
    };
  });
}

/** What `npm test` was asked for. @param {readonly string[]} args @throws Advice with the usage */
export function testOptions(args) {
  return understood(testUsage, () => {
    const options = /** @type {const} */ ({
      long: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    });
    return parseArgs({ args: [...args], options }).values;
  });
}
