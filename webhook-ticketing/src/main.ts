import { parseArgs } from 'node:util';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { systemClock } from './application/clock.ts';
import { loadConfig } from './config.ts';
import { explainStart } from './explainStart.ts';
import { loggerOptions } from './loggerOptions.ts';

const usage = 'usage: node src/main.ts --config FILE [--check-config]\n';

const { values } = parseArgs({
  options: { config: { type: 'string' }, 'check-config': { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help || values.config === undefined) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

try {
  const { config, secrets } = await loadConfig(values.config, process.env);
  if (values['check-config']) {
    await loadInventory(config.inventory);
    process.stdout.write(`${values.config} is good\n`);
    process.exit(0);
  }
  const logger = pino(loggerOptions(config.logLevel));
  const app = await createApp({ config, secrets, clock: systemClock, logger });
  const port = await app.start();
  logger.info({ host: config.listen.host, port, tls: secrets.tls !== null }, 'listening');

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${explainStart(error)}\n`);
  process.exit(1);
}
