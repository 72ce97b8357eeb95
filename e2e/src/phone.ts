import type { Browser, Page } from 'playwright-core';

/** An engineer's phone: the pages of the ticketing service in a small touch screen, in English. */
export async function openPhone(browser: Browser, url: string, login: string, password: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
    geolocation: { latitude: 0, longitude: 0 },
    permissions: ['geolocation'],
    baseURL: url,
  });
  const page = await context.newPage();
  await page.goto('/login?lang=en');
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form[action^="/login"] button[type=submit]').click();
  await page.waitForURL(/\/field/);
  return page;
}

/** One tap on a button of the order page; resolves on the page that follows, not on one left by the tap before. */
export async function tap(page: Page, name: RegExp): Promise<void> {
  const before = page.url();
  await page.getByRole('button', { name }).first().click();
  await page.waitForURL((url) => url.href !== before && url.searchParams.has('done'));
}

/** Write down what was done and, as the value of the choice, what was found, and claim the fix; the form is folded while something else is the next step. */
export async function claimFix(page: Page, done: string, cause = ''): Promise<void> {
  const form = page.locator('#do-claim_fix');
  if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
  await form.locator('select[name=cause]').selectOption(cause);
  await form.locator('textarea[name=done]').fill(done);
  await form.locator('button[type=submit]').click();
  await page.waitForURL(/done=claim_fix/);
}
