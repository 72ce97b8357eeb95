// npm run bench -- render: how long the board takes for a thousand orders, in Chromium with the built plugin.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startPreview } from '../host/server/previewServer.ts';
import { byUrgency, countByState, withReplies } from '../src/panels/work-orders/model.ts';
import { clock, makeOrder } from '../testing/orders.ts';
import { password, startStubTicketing } from '../testing/stubTicketing.ts';

const orderCount = 1000;
const runs = 9;
const median = (figures: number[]) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

const orders = Array.from({ length: orderCount }, (_, index) => {
  const left = ((index * 7919) % 7200) - 600;
  return makeOrder(index, { nextClock: clock('on_site', left, Date.now()) });
});

/** Sorting and counting, as at each change of the list. */
function modelMs(): number {
  const started = performance.now();
  const arranged = withReplies(orders, new Map()).sort(byUrgency);
  countByState(arranged);
  return performance.now() - started;
}

/** From the last byte of the list to the rows on the screen. */
const untilRowsShown = () =>
  new Promise<number>((resolve) => {
    const look = () => {
      const [list] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/work-orders?'));
      const shown = document.querySelectorAll('[role=row][data-severity]').length > 0;
      if (shown && list) {
        requestAnimationFrame(() => resolve(performance.now() - (list as PerformanceResourceTiming).responseEnd));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });

async function renderMs(): Promise<number[]> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  if (!executablePath) {
    throw new Error('a Chromium is needed: apt-get install chromium');
  }
  const ticketing = await startStubTicketing(orders);
  const { url: ticketingUrl, serviceToken } = ticketing;
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const preview = await startPreview({ port: 0, ticketingUrl, serviceToken, grafana: '13.2', log });
  ticketing.grafanaUrl = preview.url;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    await page.goto(preview.url);
    await page.locator('input[name=login]').fill('dispatcher');
    await page.locator('input[name=password]').fill(password);
    await page.locator('form button').click();
    const figures: number[] = [];
    for (let run = 0; run < runs; run++) {
      figures.push(await page.evaluate(untilRowsShown));
      await page.reload();
    }
    return figures;
  } finally {
    await browser.close();
    await preview.close();
    await ticketing.close();
  }
}

if (process.argv[2] !== 'render') {
  process.stderr.write('usage: npm run bench -- render\n');
  process.exit(2);
}
const result = {
  orders: orderCount,
  model_ms: Number(median(Array.from({ length: 50 }, modelMs)).toFixed(2)),
  render_ms: Math.round(median(await renderMs())),
};
console.table([result]);
console.log(JSON.stringify(result));
