/** Chromium without a window, and without a word to the network; absent where there is none on this machine. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { BrowserContext, chromium, Locator, Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const CHROMIUM = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));

if (CHROMIUM === undefined) {
  console.warn('The page of the HTML report is not tested: there is no Chromium. Install it, or name it by CHROMIUM.');
}
export const describeInChromium = CHROMIUM === undefined ? describe.skip : describe;

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const WIDE = { width: 1280, height: 860 };
export const NARROW = { width: 375, height: 800 };

/** A browser of its own, which leaves nothing behind. */
export class Browser {
  static async open(): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: CHROMIUM, headless: true, args: FLAGS, viewport: WIDE,
    });
    return new Browser(folder, context, await context.newPage());
  }

  private address = '';

  private constructor(private readonly folder: string, readonly context: BrowserContext, readonly page: Page) {}

  /** From now on, `open` opens this report. */
  show(html: string): void {
    const file = join(this.folder, 'report.html');
    writeFileSync(file, html);
    this.address = pathToFileURL(file).href;
  }

  async open(hash = ''): Promise<void> {
    // A change of the hash alone would not load the page anew.
    await this.page.goto('about:blank');
    await this.page.goto(`${this.address}${hash}`);
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function expectText(where: Locator, text: string | RegExp): Promise<void> {
  await where.first().waitFor();
  const shown = await where.first().innerText();
  expect(shown).toEqual(typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text));
}
