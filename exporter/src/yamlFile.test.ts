import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { FileError, parseYaml } from './yamlFile.ts';

test('a password that begins with an asterisk and is not quoted is a fault of the file, which does not quote it', () => {
  const read = (): unknown => parseYaml('credentials.yml', 'password: *s3cret\n', z.object({ password: z.string() }));
  expect(read).toThrow(FileError);
  expect(read).toThrow('credentials.yml: not valid YAML');
  expect(read).not.toThrow(/s3cret/);
});
