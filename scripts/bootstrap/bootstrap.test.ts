import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { adviceFor, ensurePrograms } from './debian.mjs';
import { isStale, lacksOnlyOtherSystems, packagesAreCurrent } from './nodePackages.mjs';
import { checkPlatform } from './platform.mjs';
import { findProgram, missingPrograms, programsToStart, programsToTest, searchFolders } from './programs.mjs';
import { Advice } from './progress.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bootstrap-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const program = (name: string): void => writeFileSync(path.join(folder, name), '#!/bin/sh\n', { mode: 0o755 });

describe('the platform', () => {
  test('other systems are sent to docker-compose', () => {
    expect(() => checkPlatform({ platform: 'darwin', nodeVersion: '24.1.0' })).toThrow(
      'use "docker compose up" instead',
    );
  });
  test('a Node older than 20 is named', () => {
    expect(() => checkPlatform({ platform: 'linux', nodeVersion: '18.19.0' })).toThrow('Node 18.19.0 is too old');
  });
});

describe('a missing program', () => {
  test('is named in one line with what to install, each package once', async () => {
    const missing = missingPrograms(programsToTest, [folder], folder);
    expect(adviceFor(missing.slice(0, 3))).toBe(
      'Missing: prometheus, alertmanager, initdb. Install with: apt-get install prometheus prometheus-alertmanager postgresql',
    );
    expect(adviceFor(missing)).not.toMatch(/\n|(\bprometheus\b) .*install.* \1 .* \1 /);
    const nothing = [{ name: 'no-such-program-of-roundsman', package: 'no-such-package', use: 'is not there' }];
    await expect(ensurePrograms(nothing, { yes: true, mayInstall: 'unable' })).rejects.toThrow(Advice);
    await expect(ensurePrograms(nothing, { yes: true, mayInstall: 'unable' })).rejects.toThrow(
      'Missing: no-such-program-of-roundsman. Install with: apt-get install no-such-package',
    );
  });

  test('is not installed with sudo unasked: without a terminal to ask on, --yes is needed', async () => {
    const nothing = [{ name: 'no-such-program-of-roundsman', package: 'no-such-package', use: 'is not there' }];
    await expect(ensurePrograms(nothing, { yes: false, mayInstall: 'sudo' })).rejects.toThrow('Missing:');
  });

  test('is found under its other name, and in the folders of PostgreSQL', () => {
    program('prometheus-alertmanager');
    const names = missingPrograms(programsToStart, [folder], folder).map(({ name }) => name);
    expect(names).not.toContain('alertmanager');
    expect(searchFolders('').some((name) => name.startsWith('/usr/lib/postgresql/'))).toBe(true);
  });

  test('a file that cannot be executed is no program', () => {
    writeFileSync(path.join(folder, 'prometheus'), 'text', { mode: 0o644 });
    expect(findProgram(['prometheus'], [folder])).toBeNull();
  });
});

describe('packages of npm', () => {
  test('are installed anew when the lockfile changed since, or was never installed', () => {
    writeFileSync(path.join(folder, 'package-lock.json'), '{}');
    expect(packagesAreCurrent(folder)).toBe(false);
    mkdirSync(path.join(folder, 'node_modules'));
    const sha256OfLockfile = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    writeFileSync(path.join(folder, 'node_modules/.roundsman-lockfile'), sha256OfLockfile);
    expect(packagesAreCurrent(folder)).toBe(true);
    writeFileSync(path.join(folder, 'package-lock.json'), '{ }');
    expect(packagesAreCurrent(folder)).toBe(false);
  });
});

test('a lockfile out of step is no matter of other systems', () => {
  const otherSystem = 'npm error Missing: @swc/core-darwin-arm64@ from lock file';
  expect(lacksOnlyOtherSystems(otherSystem)).toBe(true);
  expect(lacksOnlyOtherSystems(`${otherSystem}\nnpm error Missing: zod@4.0.0 from lock file`)).toBe(false);
  expect(lacksOnlyOtherSystems('npm error Invalid: lock file has zod 3.0.0')).toBe(false);
  expect(lacksOnlyOtherSystems('npm error code ENOSPC')).toBe(false);
});

describe('what is built', () => {
  test('is built anew when a source is newer, however deep it lies', () => {
    const at = (file: string, time: number): void => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), '');
      utimesSync(path.join(folder, file), time, time);
    };
    at('src/deep/er/a.ts', 100);
    expect(isStale(folder, ['src'], 'dist/module.js')).toBe(true);
    at('dist/module.js', 200);
    expect(isStale(folder, ['src', 'not-there.json'], 'dist/module.js')).toBe(false);
    at('src/deep/er/b.ts', 300);
    expect(isStale(folder, ['src'], 'dist/module.js')).toBe(true);
  });
});
