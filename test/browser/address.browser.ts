/** The address of what the page of the HTML report shows: it can be passed on, and Back and Forward lead through it. */
import { Page } from 'playwright-core';
import { Browser, describeInChromium, expectText, NARROW, WIDE } from './chromium';
import { htmlReport } from '../../src/enforce/reports/html';
import { sampleReport } from '../support/report-sample';

declare const location: any;

jest.setTimeout(60_000);

const BUILDER = 'Shop/Pipeline/Builder/Resource';
let browser: Browser;
let page: Page;

const open = (hash?: string) => browser.open(hash);
const status = () => page.getByRole('status').innerText();
const detail = () => page.locator('.detail');
const title = () => detail().getByRole('heading', { level: 2 });
const filter = (label: string) => page.locator('.field', { has: page.getByText(label, { exact: true }) }).locator('input, select');
const row = (text: string) => page.locator('.row').filter({ hasText: text }).first();

/** Opened anew by its address, the page shows the same. */
async function isRestored(what: () => Promise<unknown>): Promise<void> {
  const before = await what();
  await open(await page.evaluate(() => location.hash));
  expect(await what()).toEqual(before);
}

describeInChromium('the address of what the page of the HTML report shows', () => {
  beforeAll(async () => {
    browser = await Browser.open();
    ({ page } = browser);
    browser.show(htmlReport(sampleReport()));
  });

  afterAll(() => browser?.close());

  test('restores all filters of the findings, and the finding that is open', async () => {
    await open('#findings');
    await page.getByLabel('Status').selectOption('all');
    await page.getByLabel('Severity').selectOption('error');
    await page.getByLabel('Rule').selectOption('NoPrivilegeEscalation');
    await page.getByLabel('Framework').selectOption('nist-800-53-r5');
    await page.getByLabel('Construct').fill('Shop/');
    await page.getByLabel('Text').fill('passrole');
    await row('Builder').click();
    await expectText(detail(), BUILDER);
    await isRestored(async () => [
      await status(), await detail().innerText(),
      ...await Promise.all(['Status', 'Severity', 'Rule', 'Framework', 'Construct', 'Text'].map((label) => filter(label).inputValue())),
    ]);
  });

  test('restores the filters of principals, the services that are looked for, and the cell that is open', async () => {
    await open('#access');
    await page.getByLabel('Kind').selectOption('role');
    await filter('Principal').fill('Admin');
    await row('Admin').click();
    await page.getByLabel(/^Find one of \d+ services$/).fill('wellarchitected');
    await page.getByRole('button', { name: /^wellarchitected Write/ }).click();
    await page.getByRole('region', { name: 'wellarchitected Write' }).waitFor();
    await isRestored(async () => [
      await status(), await page.getByRole('region', { name: 'wellarchitected Write' }).innerText(),
      await page.getByLabel(/^Find one of/).inputValue(), await page.getByLabel('Kind').inputValue(),
    ]);
  });

  test('restores a cell far down in the access matrix', async () => {
    await open('#access?principal=Shop%2FAdmin%2FResource&cell=wellarchitected:Write');
    await page.getByRole('region', { name: 'wellarchitected Write' }).waitFor();
  });

  test('restores the principal that the graph is about, and how far it reaches', async () => {
    await open('#graph');
    await row('Builder').click();
    await page.getByLabel('Around').selectOption('1');
    await isRestored(async () => [await title().innerText(), await page.getByLabel('Around').inputValue(), await page.locator('.node').count()]);
  });

  test.each([['finding', '#findings?finding=gone'], ['principal', '#access?principal=gone'], ['principal', '#graph?principal=gone']])(
    'says when the report has no such %s: %s', async (what, hash) => {
      await open(hash);
      await expectText(detail(), `The report has no such ${what}: gone`);
    },
  );

  test('Back and Forward lead through what was chosen, not through what was typed', async () => {
    await open('#overview');
    await page.getByRole('link', { name: /^Findings/ }).click();
    await page.getByLabel('Rule').selectOption('NoPrivilegeEscalation');
    await page.getByLabel('Text').pressSequentially('passrole');
    await row('Builder').click();
    const shown = await detail().innerText();
    await detail().getByRole('link', { name: 'Builder' }).click();
    await page.getByRole('region', { name: 'Access matrix' }).waitFor();
    await page.goBack();
    await expectText(detail(), 'How to fix it');
    expect(await detail().innerText()).toBe(shown);
    expect(await page.getByLabel('Text').inputValue()).toBe('passrole');
    await page.goBack();
    await page.goBack();
    expect(await page.getByLabel('Rule').inputValue()).toBe('');
    await page.goBack();
    await page.getByRole('region', { name: 'Totals' }).waitFor();
    await page.goForward();
    await page.getByRole('search', { name: 'Filter the findings' }).waitFor();
  });

  test('in a narrow window Back leads from what is open to the list', async () => {
    await page.setViewportSize(NARROW);
    await open('#access');
    await row('Builder').click();
    await title().waitFor();
    expect(await page.getByRole('listbox').isVisible()).toBe(false);
    await page.goBack();
    await page.getByRole('listbox').waitFor();
    expect(await title().isVisible()).toBe(false);
    await page.setViewportSize(WIDE);
  });
});
