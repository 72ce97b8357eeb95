import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { explanation, type Explanation } from '@roundsman/contract/explanation.ts';
import { engineer, policeUser, powerCut } from '../../test/http/demoCity.ts';
import { powerCutExplained } from '../../test/http/explainedCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { ticketingDouble } from '../../test/http/ticketingDouble.ts';

const path = `/diagnosis/${powerCutExplained.id}`;
let service: Service;
let shown: Explanation = powerCutExplained;
beforeAll(async () => {
  const explainDiagnosis = (user: { role: string }) =>
    Promise.resolve(user.role === 'police' ? { rejected: 'not_found' as const } : { ok: shown });
  service = await serve({ ticketing: ticketingDouble({ explainDiagnosis }) });
});
afterAll(() => service.close());

const page = async (language = 'en', user = engineer): Promise<string> => {
  const { cookie } = service.session(user);
  const response = await service.ask(path, { headers: { cookie: `${cookie}; lang=${language}` } });
  return response.text();
};
const withExplanation = async (changed: Partial<Explanation>): Promise<string> => {
  shown = explanation.parse({ ...powerCutExplained, ...changed });
  try {
    return await page();
  } finally {
    shown = powerCutExplained;
  }
};

describe('the page that explains a diagnosis', () => {
  test('says the cause, its rival, what speaks for it and how strongly, and what to check', async () => {
    const text = await page();
    expect(text).toContain('Area mains outage: feeder-1');
    expect(text).toMatch(
      /“Area mains outage” \(feeder-1\) is \d+ times as probable as “Area mains outage” \(transformer-1\)\./,
    );
    expect(text).toMatch(/3 UPSes of 3 cabinets lost mains[^<]*<span class="faint">fits it, and its rival as well/);
    expect(text).toContain('Are street lights and neighbours on transformer-1 dark too?');
  });

  test('draws both paths, each standing with a sign and a word of its own, equal branches as one row', async () => {
    const text = await page();
    expect(text.match(/<svg class="paths"/g)).toHaveLength(2);
    expect(text).toMatch(/<title>Feeder feeder-1 · fault point · not read/);
    expect(text).toMatch(/<title>3 × Camera · dead · since/);
    // What is too long for one line goes on in a second.
    expect(text).toMatch(/>dead · behind: 5 dead\s*<tspan[^>]*>since/);
    expect(text).toMatch(/<title>6 × Camera · alive/);
    expect(text).toMatch(/sign dead[\s\S]*<path d="M/);
  });

  test('never says of what is for a cause that it speaks against it, and says last what the rival explains better', async () => {
    const [best, ...rivals] = powerCutExplained.verdict.candidates;
    if (!best) throw new Error('no candidate');
    const argued = (en: string, weight: number) => ({ text: { en, zh: en }, weight });
    const both = [argued('cameras are not recorded', -3.76), argued('a disk has failed', 2.9)];
    const verdict = { ...powerCutExplained.verdict, candidates: [{ ...best, for: both, against: [] }, ...rivals] };
    const text = await withExplanation({ verdict });
    expect(text).toMatch(/a disk has failed <span class="faint">speaks strongly for it/);
    expect(text).toMatch(/cameras are not recorded <span class="faint">fits it, but its rival better/);
    expect(text.indexOf('a disk has failed')).toBeLessThan(text.indexOf('cameras are not recorded'));
  });

  test('names a device in the path to the end of its name, in two lines where one is too short', async () => {
    const long = 'Wutong Road / Haitang Street, southbound';
    const elements = powerCutExplained.elements.map((element) => ({ ...element, name: { en: long, zh: long } }));
    const text = await withExplanation({ elements });
    expect(text).toMatch(/>Wutong Road \/ Haitang[^<…]*<tspan[^>]*>[^<…]*southbound<\/tspan>/);
  });

  test('is in Chinese for whoever reads Chinese', async () => {
    const text = await page('zh');
    for (const words of [
      '片区市电停电：feeder-1',
      '供电路径',
      '传输路径',
      '为何不是其他原因',
      '现场检查',
      '3 × 摄像机',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('leads to its orders, and to the file with the hash that the record names', async () => {
    const text = await page();
    expect(text).toContain(`href="/field/orders/${powerCut.id}"`);
    expect(text).toContain(`href="/api/v1/diagnosis/${powerCutExplained.id}/case"`);
    expect(text).toContain(powerCutExplained.sha256);
  });

  test('is reached from the page of the order', async () => {
    const { cookie } = service.session(engineer);
    const response = await service.ask(`/field/orders/${powerCut.id}`, { headers: { cookie } });
    expect(await response.text()).toContain(`href="${path}"`);
  });

  test('sends a visitor to the login, and says "not found" to whoever may not see it', async () => {
    const visitor = await service.ask(path);
    expect([visitor.status, visitor.headers.get('location')]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);
    const { cookie } = service.session(policeUser);
    expect((await service.ask(path, { headers: { cookie } })).status).toBe(404);
    expect((await service.ask('/diagnosis/feeder-1')).status).toBe(404);
  });

  test('runs nothing that a name of the inventory says', async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const name = { en: evil, zh: evil };
    const text = await withExplanation({
      elements: powerCutExplained.elements.map((element) => ({ ...element, name })),
      parties: powerCutExplained.parties.map((party) => ({ ...party, name })),
      readings: powerCutExplained.readings.map((reading) => ({ ...reading, text: name })),
    });
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  });

  test('says that the verdict was made without the diagnosis, and that there is none', async () => {
    expect(await withExplanation({ madeBy: 'fallback' })).toContain('The diagnosis failed on this evidence');
    const verdict = { ...powerCutExplained.verdict, faultClass: 'undetermined' as const };
    expect(await withExplanation({ verdict })).toContain('The evidence does not carry a verdict.');
    const [best] = verdict.candidates;
    if (!best) throw new Error('no candidate');
    const alone = { ...powerCutExplained.verdict, candidates: [best] };
    const text = await withExplanation({ verdict: alone });
    expect(text).toContain('Nothing else explains what was seen');
    expect(text).not.toContain('its rival');
  });
});

test('the file of a case comes packed, under a name that says which', async () => {
  const { headers } = service.session(engineer);
  const response = await service.ask(`/api/v1/diagnosis/${powerCutExplained.id}/case`, { headers });
  expect(response.headers.get('content-type')).toContain('application/gzip');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename=roundsman-${powerCutExplained.id}.json.gz`,
  );
});
