import { Advice } from './progress.mjs';

/** @typedef {{ platform: string, nodeVersion: string }} Machine */

/**
 * What the two commands can run on. Everything else has docker-compose.yml.
 * @param {Machine} machine
 */
export function checkPlatform(
  { platform, nodeVersion } = { platform: process.platform, nodeVersion: process.versions.node },
) {
  if (platform !== 'linux') {
    throw new Advice(`Roundsman's own launcher runs on Linux, this is ${platform}: use "docker compose up" instead.`);
  }
  if (Number(nodeVersion.split('.')[0]) < 20) {
    throw new Advice(
      `Node ${nodeVersion} is too old: install Node 20 or newer, such as with "apt install nodejs npm".`,
    );
  }
}
