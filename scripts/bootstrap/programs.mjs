import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * A program, or a file that stands for something without one, and the Debian package that brings it.
 * @typedef {{ name: string, package: string, use: string, alternatives?: readonly string[], file?: string }} Program
 */

/** @type {readonly Program[]} */
export const programsToStart = [
  { name: 'prometheus', package: 'prometheus', use: 'asks the devices and raises alerts' },
  {
    name: 'alertmanager',
    package: 'prometheus-alertmanager',
    use: 'groups and routes alerts',
    alternatives: ['prometheus-alertmanager'],
  },
  { name: 'initdb', package: 'postgresql', use: 'keeps the work orders' },
  { name: 'ffmpeg', package: 'ffmpeg', use: 'makes the clips of the simulated cameras' },
  { name: 'setpriv', package: 'util-linux', use: 'ends the servers together with the launcher' },
];

/** @type {readonly Program[]} */
export const programsToTest = [
  ...programsToStart,
  { name: 'promtool', package: 'prometheus', use: 'tests the alerting rules' },
  { name: 'amtool', package: 'prometheus-alertmanager', use: 'checks the routing of alerts' },
  { name: 'chromium', package: 'chromium', use: 'runs the pages', alternatives: ['chromium-browser', 'google-chrome'] },
  {
    name: 'fonts-noto-cjk',
    package: 'fonts-noto-cjk',
    use: 'shows Chinese',
    file: 'usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  },
  { name: 'openssl', package: 'openssl', use: 'makes a certificate' },
  { name: 'fping', package: 'fping', use: 'pings devices' },
  { name: 'snmpd', package: 'snmpd', use: 'is the SNMP agent that we did not write' },
  { name: 'snmpget', package: 'snmp', use: 'is the SNMP manager that we did not write' },
  { name: 'nut-server', package: 'nut-server', use: 'is the upsd that we did not write', file: 'lib/nut/upsd' },
  {
    name: 'snmp_exporter',
    package: 'prometheus-snmp-exporter',
    use: 'is the exporter to compare with',
    alternatives: ['prometheus-snmp-exporter'],
  },
  {
    name: 'python3-gi',
    package: 'python3-gi',
    use: 'drives GStreamer',
    file: 'usr/lib/python3/dist-packages/gi/__init__.py',
  },
  {
    name: 'gir1.2-gst-rtsp-server-1.0',
    package: 'gir1.2-gst-rtsp-server-1.0',
    use: 'is the RTSP server that we did not write',
    file: 'usr/lib/*/girepository-1.0/GstRtspServer-1.0.typelib',
  },
  {
    name: 'gstreamer1.0-plugins-base',
    package: 'gstreamer1.0-plugins-base',
    use: 'makes test pictures',
    file: 'usr/lib/*/gstreamer-1.0/libgstvideotestsrc.so',
  },
  {
    name: 'gstreamer1.0-plugins-good',
    package: 'gstreamer1.0-plugins-good',
    use: 'packs RTP',
    file: 'usr/lib/*/gstreamer-1.0/libgstrtp.so',
  },
  {
    name: 'gstreamer1.0-plugins-bad',
    package: 'gstreamer1.0-plugins-bad',
    use: 'parses H.264 and H.265',
    file: 'usr/lib/*/gstreamer-1.0/libgstvideoparsersbad.so',
  },
  {
    name: 'gstreamer1.0-rtsp',
    package: 'gstreamer1.0-rtsp',
    use: 'speaks RTSP',
    file: 'usr/lib/*/gstreamer-1.0/libgstrtspclientsink.so',
  },
];

/** Folders that Debian puts servers into and that a person's PATH often lacks. */
const usualFolders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** PATH, the usual folders, and PostgreSQL's own, the newest version first. @returns {string[]} */
export function searchFolders(searchPath = process.env['PATH'] ?? '') {
  const postgres = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  return [...new Set([...searchPath.split(path.delimiter).filter(Boolean), ...usualFolders, ...postgres])];
}

/**
 * Where a program is, or null.
 * @param {readonly string[]} names the same program under the names it may have
 * @param {readonly string[]} folders
 */
export function findProgram(names, folders = searchFolders()) {
  for (const folder of folders) {
    for (const name of names) {
      const candidate = path.join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here: the next folder may have it.
      }
    }
  }
  return null;
}

/** Which of these are not there. @param {readonly Program[]} programs @param {readonly string[]} folders @param {string} root */
export function missingPrograms(programs, folders = searchFolders(), root = '/') {
  return programs.filter(({ name, alternatives = [], file }) =>
    file === undefined ? findProgram([name, ...alternatives], folders) === null : !fileExists(path.join(root, file)),
  );
}

/** @param {string} pattern a path with at most one folder left open by "*" */
function fileExists(pattern) {
  const [before, after] = pattern.split('*');
  if (before === undefined || after === undefined) return existsSync(pattern);
  return existsSync(before) && readdirSync(before).some((entry) => existsSync(path.join(before, entry + after)));
}
