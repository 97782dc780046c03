/** The page of the HTML report for those who use a keyboard, a screen reader, or need contrast. */
import { source as AXE } from 'axe-core';
import { Page } from 'playwright-core';
import { Browser, describeInChromium, NARROW, WIDE } from './chromium';
import { htmlReport } from '../../src/enforce/reports/html';
import { sampleReport } from '../support/report-sample';

declare const document: any;
declare const getComputedStyle: any;
declare const axe: any;
declare const KeyboardEvent: any;

jest.setTimeout(60_000);

const HANDLER = 'principal=Shop%2FOrders%2FHandler%2FServiceRole%2FResource';
const DEPLOYER = 'principal=Shop%2FPipeline%2FDeployer%2FResource';
let browser: Browser;
let page: Page;

const open = (hash: string) => browser.open(hash);
const list = () => page.getByRole('listbox');
const detail = () => page.locator('.detail');
const title = () => page.getByRole('heading', { level: 2 }).innerText();
const isFocused = (selector: string) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

describeInChromium('the page of the HTML report, without a pointer', () => {
  beforeAll(async () => {
    browser = await Browser.open();
    ({ page } = browser);
    browser.show(htmlReport(sampleReport()));
  });

  afterAll(() => browser?.close());

  describe.each([['light', WIDE], ['light', NARROW], ['dark', WIDE], ['dark', NARROW]] as const)('%s, in a window of %o', (colorScheme, size) => {
    beforeAll(async () => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    });

    test.each([
      ['overview', '#overview'], ['findings', '#findings'], ['access', `#access?${HANDLER}&cell=sqs:Write`], ['graph', `#graph?${DEPLOYER}`],
      ['exceptions', '#exceptions'], ['controls', '#controls'],
    ])('the view %s has no violation of WCAG 2.1, level A and AA', async (view, hash) => {
      await open(hash);
      if (view === 'findings') {
        await page.locator('.row').first().click();
        await detail().waitFor();
      }
      await page.evaluate(AXE);
      expect(await page.evaluate(violations)).toEqual([]);
    });
  });

  describe('by the keyboard', () => {
    beforeAll(async () => {
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    });

    test.each(['#overview', '#findings', `#access?${HANDLER}`, `#graph?${DEPLOYER}`, '#exceptions'])('the Tab key reaches all that can be used in %s, and shows where it is', async (hash) => {
      await open(hash);
      await page.locator('main').waitFor();
      const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
        .filter((element) => element.checkVisibility()).map((element, index) => element.setAttribute('data-stop', index)).length);
      const reached = new Set<string>();
      for (let stop = 0; stop < wanted; stop++) {
        await page.keyboard.press('Tab');
        const { id, outline, stroke } = await page.evaluate(() => {
          const { activeElement } = document;
          const box = activeElement.querySelector('rect');
          return {
            id: activeElement.dataset.stop,
            outline: getComputedStyle(activeElement).outlineStyle !== 'none',
            stroke: box !== null && parseFloat(getComputedStyle(box).strokeWidth) > 3,
          };
        });
        expect({ id, shown: outline || stroke }).toEqual({ id, shown: true });
        reached.add(id);
      }
      expect(reached.size).toBe(wanted);
    });

    test.each([['wide', WIDE], ['narrow', NARROW]])('in a %s window Enter opens what is chosen in the list, and Escape leads back to the list', async (_, size) => {
      await page.setViewportSize(size);
      await open('#findings');
      await list().focus();
      for (const [key, row] of [['Home', 0], ['ArrowDown', 1]] as const) {
        await page.keyboard.press(key);
        await page.locator(`#row-${row}[aria-selected=true]`).waitFor();
      }
      expect(await detail().isVisible()).toBe(size === WIDE);
      await page.keyboard.press('Enter');
      await isFocused('.detail');
      await page.keyboard.press('Escape');
      await isFocused('[role=listbox]');
      expect(await page.locator('#row-1').getAttribute('aria-selected')).toBe('true');
      expect(await detail().isVisible()).toBe(size === WIDE);
      await page.setViewportSize(WIDE);
    });

    test('in a narrow window no key is lost when the next comes before the page is painted', async () => {
      await page.setViewportSize(NARROW);
      await open('#findings');
      await list().evaluate(async (element) => {
        for (const key of ['Home', 'ArrowDown']) {
          element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          // The list is drawn anew, and not yet painted.
          await new Promise((resolve) => setTimeout(resolve));
        }
      });
      expect(await page.locator('[role=option][aria-selected=true]').getAttribute('id')).toBe('row-1');
      await page.setViewportSize(WIDE);
    });

    test('Enter opens a cell of the access matrix below its row, and Escape closes it where it was opened', async () => {
      await open(`#access?${HANDLER}`);
      const cell = page.getByRole('button', { name: /^sqs Write/ });
      await cell.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'sqs Write' }).waitFor();
      expect(await cell.getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: 'sqs Write' }).waitFor({ state: 'detached' });
      await isFocused('.cell');
    });

    test('arrow keys walk the graph, and Enter goes where they have led', async () => {
      await open(`#graph?${DEPLOYER}`);
      expect(await title()).toBe('Deployer');
      await page.locator('.stop[aria-current]').focus();
      await page.keyboard.press(await isAcross() ? 'ArrowRight' : 'ArrowDown');
      expect(await page.evaluate(() => document.activeElement.textContent)).toContain('Admin');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Admin' }).waitFor();
      await isFocused('.stop[aria-current]');
      await page.keyboard.press(await isAcross() ? 'ArrowLeft' : 'ArrowUp');
      expect(await page.evaluate(() => document.activeElement.textContent)).toContain('Deployer');
    });

    test('who follows a link to another view goes on in its content', async () => {
      await open(`#graph?${DEPLOYER}`);
      await page.getByRole('link', { name: 'What it may do' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Access matrix' }).waitFor();
      await isFocused('#main');
    });
  });
});

/** Drawn from left to right. */
function isAcross(): Promise<boolean> {
  return page.evaluate(() => {
    const [first, last] = [...document.querySelectorAll('.stop')].map((stop) => stop.getBoundingClientRect()).sort((a, b) => a.left + a.top - b.left - b.top);
    return last.left > first.right;
  });
}

async function violations(): Promise<string[]> {
  const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] });
  return result.violations.flatMap(({ id, nodes }: any) => nodes.map((node: any) => `${id}: ${node.html} ${node.failureSummary}`));
}
