import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePorts, portNames, portsFrom } from './ports.ts';

test('a port in use is named, with what it is for and the way round it', async () => {
  const { dashboard, prometheus } = await freePorts();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(prometheus, '127.0.0.1', resolve));
  await expect(portsFrom(dashboard)).rejects.toThrow(
    `port ${prometheus} (prometheus) is in use: choose other ports with "npm start -- --port-base N"`,
  );
  await new Promise((resolve) => other.close(resolve));
  await expect(portsFrom(dashboard)).resolves.toMatchObject({ dashboard, prometheus });
});

test('free ports are one for each name in a row, none twice', async () => {
  const ports = Object.values(await freePorts());
  expect(ports).toHaveLength(portNames.length);
  expect(new Set(ports).size).toBe(portNames.length);
  expect(Math.max(...ports) - Math.min(...ports)).toBe(portNames.length - 1);
});
