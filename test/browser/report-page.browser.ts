/** The page of the HTML report, as a person uses it. Needs Chromium: /usr/bin/chromium, or what CHROMIUM names. */
import { Locator, Page } from 'playwright-core';
import { Browser, describeInChromium, expectText, NARROW, WIDE } from './chromium';
import { htmlReport } from '../../src/enforce/reports/html';
import { largeReport, sampleReport, wovenReport } from '../support/report-sample';

// What the page itself has, for the functions that run in it.
declare const document: any;
declare const location: any;
declare const localStorage: any;
declare const window: any;
declare const innerWidth: number;
declare const getComputedStyle: any;

jest.setTimeout(60_000);

const ROLES = 4000;
let browser: Browser;
let page: Page;
const requests: string[] = [];
const problems: string[] = [];

const open = (hash?: string) => browser.open(hash);
const options = () => page.getByRole('listbox').getByRole('option');
const status = () => page.getByRole('status').innerText();
const detail = (): Locator => page.locator('.detail');
const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describeInChromium('the page of the HTML report', () => {
  beforeAll(async () => {
    browser = await Browser.open();
    ({ page } = browser);
    browser.show(htmlReport(sampleReport()));
    browser.context.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
  });

  afterEach(() => {
    expect(problems.splice(0)).toEqual([]);
  });

  test('shows the totals and what has changed since the previous report', async () => {
    await open();
    const tiles = page.getByRole('region', { name: 'Totals' });
    await expectText(tiles, /Errors\s*\d+\s*▼ 1/);
    await expectText(tiles, /New\s*3/);
    await expectText(tiles, /Resolved\s*1/);
    await expectText(page.locator('main'), /Shop\/Old\/\s*Role/);
  });

  test('filters by severity, rule, construct, framework and text, and clears the filters', async () => {
    await open('#findings');
    const all = await status();
    await page.getByLabel('Severity').selectOption('warning');
    expect(await page.locator('.row .badge-error').count()).toBe(0);
    await page.getByLabel('Severity').selectOption('');
    await page.getByLabel('Rule').selectOption('NoPrivilegeEscalation');
    expect(new Set(await page.locator('.row-rule').allInnerTexts())).toEqual(new Set(['NoPrivilegeEscalation']));
    await page.getByLabel('Construct').fill('Shop/Pipeline/Builder');
    expect(await status()).toBe('1 finding');
    await page.getByLabel('Framework').selectOption('nist-800-53-r5');
    expect(await status()).toBe('1 finding');
    await page.getByLabel('Text').fill('nothing says this');
    expect(await status()).toBe('0 findings');
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    expect(await status()).toBe(all);
  });

  test('shows what is new, and what is accepted with its reason', async () => {
    await open('#findings?status=new');
    expect(await status()).toBe('3 findings');
    await page.getByLabel('Status').selectOption('accepted');
    await options().filter({ hasText: 'NoAccessKeys' }).click();
    await expectText(detail(), 'The vendor moves to roles');
    await expectText(detail(), '2099-01-31');
  });

  test('a finding shows what proves it and how to fix it, and its address leads to it again', async () => {
    await open('#findings?rule=NoPrivilegeEscalation&construct=Builder');
    await options().first().click();
    await expectText(detail(), 'iam:PassRole on *');
    await expectText(detail(), 'How to fix it');
    const hash = await page.evaluate(() => location.hash);
    await open(hash);
    await expectText(detail(), 'iam:PassRole on *');
    expect(await status()).toBe('1 finding');
    expect(await page.getByLabel('Rule').inputValue()).toBe('NoPrivilegeEscalation');
  });

  test('the access matrix has a service in each row and says what a cell stands for', async () => {
    await open('#access?principal=Shop%2FOrders%2FHandler%2FServiceRole%2FResource');
    const row = page.getByRole('row', { name: /dynamodb/ });
    await row.getByRole('button', { name: 'dynamodb Write: 1 action on named resources' }).click();
    await expectText(detail(), 'dynamodb:PutItem');
    await expectText(detail(), 'table/orders');
    await page.getByRole('button', { name: 'sqs Write: 1 action on every resource' }).click();
    await expectText(detail(), 'sqs:SendMessage');
  });

  test('the graph draws who can become a principal and what it can become, and its nodes lead on', async () => {
    await open('#graph?principal=Shop%2FAdmin%2FResource');
    const picture = page.locator('.picture');
    await expectText(picture, 'Deployer');
    expect(await picture.locator('.edge-trust').count()).toBeGreaterThan(0);
    expect(await picture.locator('.edge-escalation').count()).toBe(1);
    await picture.getByRole('link', { name: 'Deployer' }).click();
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Deployer');
    await page.goBack();
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Admin');
  });

  test.each([[1280, 860], [375, 800]])('in a window of %d x %d pixels nothing is cut off sideways, and no letters of the graph overlap', async (width, height) => {
    await page.setViewportSize({ width, height });
    for (const view of ['overview', 'findings', 'access', 'exceptions', 'controls', 'graph?principal=Shop%2FPipeline%2FDeployer%2FResource&steps=3']) {
      await open(`#${view}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const tab = (await page.locator('.tabs [aria-current]').boundingBox())!;
      expect(tab.x + tab.width).toBeLessThanOrEqual(width);
    }
    const overlapping = await page.locator('.picture svg text').evaluateAll((texts: any[]) => {
      const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      return boxes.flatMap((one, index) => boxes.slice(index + 1)
        .filter(({ box }) => box.left < one.box.right && one.box.left < box.right && box.top + 1 < one.box.bottom && one.box.top + 1 < box.bottom)
        .map((other) => `${one.text} / ${other.text}`));
    });
    expect(await page.locator('.picture svg text').count()).toBeGreaterThan(4);
    expect(overlapping).toEqual([]);
    await page.setViewportSize(WIDE);
  });

  test('exceptions show when they expire, and which are of no use', async () => {
    await open('#exceptions');
    await expectText(page.getByRole('row', { name: /NoWildcardResource/ }), /expired[\s\S]*2020-06-30[\s\S]*days ago/);
    await expectText(page.getByRole('row', { name: /Shop\/Gone/ }), 'stale');
    await expectText(page.locator('main'), 'the user is the break-glass one');
  });

  test('an exception leads to the findings that it accepts', async () => {
    await open('#exceptions');
    await page.getByRole('row', { name: /NoAccessKeys/ }).getByRole('link', { name: '1' }).click();
    expect(await status()).toBe('1 finding');
    await expectText(detail(), 'SEC-100');
  });

  test('in a narrow window what rows say wraps within them, and a table is scrolled by the keyboard', async () => {
    await page.setViewportSize(NARROW);
    await open('#exceptions');
    const heights = await page.getByRole('row').evaluateAll((rows: any[]) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(110);
    const table = page.getByRole('region', { name: 'Exceptions', exact: true });
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
    await page.setViewportSize(WIDE);
  });

  test.each(['access', 'graph'])('nothing in the list of %s is cut off by its edge', async (view) => {
    await open(`#${view}`);
    const beyond = await page.locator('.row').evaluateAll((rows: any[]) => rows.flatMap((row) => [...row.querySelectorAll('.badge, .row-place, .place-end')]
      .filter((part) => part.getBoundingClientRect().right > row.getBoundingClientRect().right).map((part) => part.textContent)));
    expect(beyond).toEqual([]);
  });

  test('actions that take no resource are not said to be on named ones', async () => {
    await open('#access?principal=Shop%2FAdmin%2FResource');
    await page.getByRole('button', { name: /^a2c Read: \d+ actions on no resource that could be named$/ }).waitFor();
  });

  test('controls are listed by framework, with what was found', async () => {
    await open('#controls');
    await expectText(page.getByRole('row', { name: /^IAM\.1 / }), /findings[\s\S]*NoAdminStatement/);
    await page.getByRole('row', { name: /^IAM\.1 / }).getByRole('link', { name: 'NoAdminStatement' }).click();
    expect(await page.getByLabel('Rule').inputValue()).toBe('NoAdminStatement');
  });

  test('the keyboard reaches everything: views, the list, the graph', async () => {
    await open('#overview');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the content');
    await page.getByRole('link', { name: /^Findings/ }).focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('listbox', { name: 'Findings' });
    await list.focus();
    await page.keyboard.press('Home');
    const first = await detail().innerText();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((before) => document.querySelector('.detail').innerText !== before, first);
    await page.keyboard.press('End');
    await page.waitForFunction(() => [...document.querySelectorAll('[role=option]')].pop()?.getAttribute('aria-selected') === 'true');
    const active = await list.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await open('#graph?principal=Shop%2FAdmin%2FResource');
    await page.locator('.picture').getByRole('link', { name: 'Deployer' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Deployer' }).waitFor();
  });

  test('it is light or dark as the system is, until somebody chooses, and remembers the choice', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await open();
    const light = await background();
    await page.emulateMedia({ colorScheme: 'dark' });
    await open();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.getByRole('button', { name: 'Dark mode', pressed: true }).click();
    await page.waitForFunction((expected) => getComputedStyle(document.body).backgroundColor === expected, light);
    // What one process of Chromium has stored reaches the process of the next page in its own time.
    let reopened = dark;
    for (let tries = 0; tries < 20 && reopened !== light; tries++) {
      await open();
      reopened = await background();
    }
    expect(reopened).toBe(light);
    await page.evaluate(() => localStorage.clear());
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('what templates say is shown and never obeyed', async () => {
    for (const view of ['overview', 'findings?text=onerror', 'access?find=onerror', 'graph?find=onerror']) {
      await open(`#${view}`);
      expect(await page.evaluate(() => ('broken' in window))).toBe(false);
      expect(await page.locator('img').count()).toBe(0);
    }
    await open('#findings?text=onerror');
    await options().first().click();
    await expectText(detail(), '<img src=x onerror=');
  });

  test('its policy lets no script run but its own, and nothing load', async () => {
    await open();
    const tried = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.broken = 3';
      document.body.append(script);
      return { ran: 'broken' in window, fetched: await fetch('https://example.com').then(() => true, () => false) };
    });
    expect(tried).toEqual({ ran: false, fetched: false });
    expect(problems.splice(0).length).toBeGreaterThan(0);
  });

  test(`${ROLES} roles are searched, scrolled and drawn without delay`, async () => {
    const report = largeReport(ROLES);
    const started = Date.now();
    browser.show(htmlReport(report));
    const written = Date.now() - started;
    await open();
    await page.getByRole('link', { name: /^Findings/ }).click();
    await options().first().waitFor();
    expect(await options().count()).toBeLessThan(60);
    await page.getByLabel('Text').fill('role3999');
    expect(await page.locator('.row-place').first().textContent()).toContain('Stack9/Role3999');
    await page.getByLabel('Text').fill('');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('[aria-selected=true]') !== null);
    expect(await options().count()).toBeLessThan(60);
    await open('#graph?principal=Stack0%2FRole0%2FResource');
    await expectText(detail(), '8 of 41 neighbours are drawn');
    expect(await page.locator('.node').count()).toBe(9);
    const drawn = await page.evaluate(() => performance.now());
    await page.getByLabel('Find one of them').fill('role391');
    expect(await page.locator('.ways a').allInnerTexts()).toEqual(['Role391']);
    await page.getByLabel('Find one of them').fill('');
    await page.getByRole('button', { name: 'Show all 41' }).click();
    expect(await page.locator('.ways li').count()).toBe(41);
    console.info(`The HTML report of ${ROLES} roles was written in ${written} ms, and shown after ${Math.round(drawn)} ms.`);
  });

  test('of roles that trust each other it draws as many as can be told apart, in sight of the one they are around, and says what is left out', async () => {
    browser.show(htmlReport(wovenReport(60)));
    for (const [steps, most] of [[1, 16], [2, 32], [3, 48]]) {
      await open(`#graph?principal=Woven%2FRole0%2FResource&steps=${steps}`);
      await expectText(detail(), /of 59 neighbours are drawn[\s\S]*ways among neighbours are left out[\s\S]*Who can become it \(59\)/);
      const drawn = await page.locator('.stop').count();
      expect(drawn).toBeLessThanOrEqual(most + 1);
      await expectText(detail(), `${drawn - 1} of 59 neighbours are drawn`);
      const [picture, centre] = await Promise.all(['.picture', '.stop[aria-current]'].map(async (part) => (await page.locator(part).boundingBox())!));
      expect(centre.x).toBeGreaterThanOrEqual(picture.x);
      expect(centre.x + centre.width).toBeLessThanOrEqual(picture.x + picture.width);
    }
  });

  test('nothing was asked of the network', () => {
    expect(requests.filter((url) => !/^(file|about|data):/.test(url))).toEqual([]);
  });
});
