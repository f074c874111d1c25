// Pictures of the pages of `--format html`: light, dark and as printed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHROMIUM, startBrowser } from '../test/support/browser.js';

const root = path.join(import.meta.dirname, '..');

/** Healthy and active, passive behind a firewall, between two servers; the frame that is chosen. */
const PAGES = [
  { fixture: 'active', frame: 31 },
  { fixture: 'pasv-dropped', frame: 17 },
  { fixture: 'fxp', frame: 75 },
] as const;

/** A4 at 96 pixels an inch, without its margins. */
const PAPER = { width: 688, height: 1016 };
const SCREEN = { width: 1480, height: 840 };

/** Writes page-<fixture>-<light|dark|print>.png into `target`; says so where there is no browser. */
export async function shootPages(target: string): Promise<void> {
  if (CHROMIUM === undefined) {
    console.log('no Chromium here: the pages are not drawn');
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-pages-'));
  const browser = await startBrowser();
  try {
    for (const { fixture, frame } of PAGES) {
      const file = path.join(folder, `${fixture}.html`);
      const capture = `fixtures/${fixture}/capture.pcap`;
      spawnSync(process.execPath, ['dist/main.js', '-q', '-F', 'html', '-o', file, capture], { cwd: root });
      for (const look of ['light', 'dark', 'print'] as const) {
        const page = await browser.newPage({
          viewport: look === 'print' ? PAPER : SCREEN,
          colorScheme: look === 'dark' ? 'dark' : 'light',
          reducedMotion: 'reduce',
        });
        await page.goto(pathToFileURL(file).href + (look === 'print' ? '' : `#f${frame}`));
        if (look === 'print') await page.emulateMedia({ media: 'print' });
        else await page.locator('.row[aria-selected=true]').first().waitFor();
        await page.screenshot({ path: path.join(target, `page-${fixture}-${look}.png`) });
        await page.close();
        console.log(`page-${fixture}-${look}.png`);
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
