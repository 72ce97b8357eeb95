import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { User } from '../../src/application/ticketing.ts';
import { engineer, fadingLight, operator, pictureLost, powerCut, sentBack, trackingToken } from './demoCity.ts';
import { serve } from './service.ts';

/** Photographs every page in light and dark, on a phone and a desk, in both languages:
 * `screenshotsCli.ts --out DIR [--only PAGE] [--screen]`; `--screen` shows what fits, not the whole page.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string' },
    screen: { type: 'boolean', default: false },
  },
});

const pages: { name: string; path: string; user?: User }[] = [
  { name: 'login', path: '/login' },
  { name: 'field', path: '/field', user: engineer },
  { name: 'order', path: `/field/orders/${powerCut.id}`, user: engineer },
  { name: 'order-sent-back', path: `/field/orders/${sentBack.id}`, user: engineer },
  { name: 'order-picture', path: `/field/orders/${pictureLost.id}`, user: engineer },
  { name: 'order-planned', path: `/field/orders/${fadingLight.id}`, user: engineer },
  { name: 'order-done', path: `/field/orders/${powerCut.id}?done=accept`, user: operator },
  { name: 'diagnosis', path: `/diagnosis/${powerCut.explanation?.id ?? ''}`, user: engineer },
  { name: 'report', path: '/report' },
  { name: 'report-qr', path: '/report?element=cam-0171' },
  { name: 'report-staff', path: '/report?site=library', user: operator },
  { name: 'track-new', path: `/track/${trackingToken}?sent=joined` },
  { name: 'track', path: `/track/${trackingToken}` },
  { name: 'not-found', path: '/track/AAAAAAAAAAAAAAAAAAAAAA' },
];
const shapes = [
  { name: 'phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
  { name: 'desk', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
];

await mkdir(values.out, { recursive: true });
const service = await serve();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
try {
  for (const { name, viewport, deviceScaleFactor } of shapes) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const language of ['en', 'zh'] as const) {
        for (const page of pages.filter((one) => !values.only || one.name === values.only)) {
          const cookie = page.user ? service.session(page.user).cookie : '';
          const extraHTTPHeaders = { cookie: `${cookie}; lang=${language}` };
          const context = await browser.newContext({ viewport, deviceScaleFactor, colorScheme, extraHTTPHeaders });
          const tab = await context.newPage();
          // The demo plays at a fixed moment; the browser's clock must agree with it.
          await tab.clock.setFixedTime(new Date('2026-06-12T06:05:00.000Z'));
          const broken: string[] = [];
          tab.on('console', (message) => void (message.type() === 'error' && broken.push(message.text())));
          await tab.goto(`${service.url}${page.path}`);
          const wide = await tab.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
          await tab.screenshot({
            path: path.join(values.out, `${page.name}-${name}-${colorScheme}-${language}.png`),
            fullPage: !values.screen,
          });
          if (wide || broken.length > 0)
            process.stderr.write(`${page.name} ${name}: ${wide ? 'too wide ' : ''}${broken.join(' ')}\n`);
          await context.close();
        }
      }
    }
  }
} finally {
  await browser.close();
  await service.close();
}
