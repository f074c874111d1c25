/** `--format html`: the page in a browser, as people use it, and without script, on paper and for screen readers. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/ftp/protocol/session.js';
import { FORMATS } from '../../src/output/formats.js';
import { type Reported, renderReport } from '../../src/output/reporting.js';
import { CHROMIUM, startBrowser, violationsOf } from '../support/browser.js';
import { ROOT, reportOf, run } from '../support/run.js';
import { SessionBuilder } from '../support/sessions.js';
import { temporaryFolder } from '../support/temporary.js';
import { TEXTS } from '../support/texts.js';

const FIXTURE = 'fixtures/pasv-dropped/capture.pcap';
const folder = temporaryFolder();

/** The page of a fixture, as the program writes it; its address. */
function pageOf(fixture: string, ...args: string[]): string {
  const file = path.join(folder, `${fixture.replaceAll('/', '-')}${args.join('')}.html`);
  const { status, stderr } = run(['-F', 'html', '-o', file, ...args, fixture], { cwd: ROOT });
  expect([status, stderr]).toEqual([0, '']);
  return pathToFileURL(file).href;
}

function pageOfSessions(name: string, sessions: readonly Session[]): string {
  const view = {
    ...{ sessions, unclaimed: [], packets: 1, bytes: 60, firstTimeNs: 0, lastTimeNs: 1e9, epochSeconds: 1_800_000_000 },
    ...{ connections: sessions.length, skipped: {}, limitsHit: [], revision: 1 },
  };
  const info = {
    ...{ sources: [name], format: 'pcap', linkTypes: ['EN10MB'], fractionDigits: 6, damaged: false },
    ...{ problems: [], limitsHit: [], dropped: { kernel: null, interface: null }, sensor: null, share: null },
  };
  const reported = { view, info, texts: TEXTS } as unknown as Reported;
  const style = { width: 80, color: false, ascii: false, quiet: false, verbosity: 0 };
  const file = path.join(folder, `${sessions.length}.html`);
  writeFileSync(file, [...renderReport(FORMATS.html!, style, reported, sessions)].join(''));
  return pathToFileURL(file).href;
}

describe('the file', () => {
  test('stands alone: nothing is loaded, the policy forbids it, and passwords are masked', () => {
    const html = readFileSync(new URL(pageOf(FIXTURE)), 'utf8');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(?:src|href)="(?!#)|url\(|@import|letmein/);
  });

  test('has the hash of the capture and the JSON report for tools', () => {
    const html = readFileSync(new URL(pageOf(FIXTURE)), 'utf8');
    expect(html).toContain(
      createHash('sha256')
        .update(readFileSync(path.join(ROOT, FIXTURE)))
        .digest('hex'),
    );
    const json = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(html)![1]!;
    expect(JSON.parse(json)).toEqual(reportOf([FIXTURE], { cwd: ROOT }));
  });

  test('--session chooses', () => {
    const html = readFileSync(new URL(pageOf('fixtures/fxp/capture.pcap', '--session', '2')), 'utf8');
    expect(html.match(/<details class="session"/g)).toHaveLength(1);
  });
});

// Skipped where Chromium is not installed (Debian: apt-get install chromium), or CHROMIUM does not name it.
describe.skipIf(CHROMIUM === undefined)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  type Options = NonNullable<Parameters<Browser['newPage']>[0]>;
  const open = async (address: string, options: Options = {}): Promise<{ page: Page; said: string[] }> => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
    const said: string[] = [];
    page.on('pageerror', (error) => said.push(error.message));
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== address.replace(/#.*/, '')) said.push(`asks for ${request.url()}`);
    });
    page.on('dialog', (dialog) => said.push(dialog.message()));
    await page.goto(address);
    return { page, said };
  };

  test('says what went wrong first, and its frames lead to the row that shows it', async () => {
    const { page, said } = await open(pageOf(FIXTURE));
    const headings = await page.locator('h2').allInnerTexts();
    expect(headings[0]).toBe('What went wrong');
    await page.locator('#wrong a', { hasText: /^17$/ }).first().click();
    const chosen = page.locator('.row[aria-selected=true]');
    await expect.poll(() => chosen.getAttribute('data-frame')).toBe('17');
    expect(await page.locator('aside .about').first().innerText()).toMatch(/SYN/);
    expect(await page.evaluate("document.activeElement.getAttribute('data-frame')")).toBe('17');
    expect(said).toEqual([]);
  });

  test('a link to a frame opens its session, packed or not', async () => {
    const sessions = Array.from({ length: 60 }, (_, i) => {
      const s = new SessionBuilder({ client: `10.0.0.2:${40_000 + i}`, server: '10.0.0.1:21', id: i + 1 }).open();
      s.command('NOOP');
      s.reply('200 fine');
      return s.session;
    });
    const address = pageOfSessions('many', sessions);
    const { page, said } = await open(`${address}#s60`);
    const last = page.locator('#s60');
    await expect.poll(() => last.locator('.row').count()).toBeGreaterThan(3);
    expect(await page.locator('#s50 .row').count()).toBe(0);
    expect(said).toEqual([]);
  });

  test('keys walk the rows; the filter hides sessions', async () => {
    const { page, said } = await open(pageOf('fixtures/login-failures/capture.pcap'));
    await page.keyboard.press('j');
    await expect.poll(() => page.locator('.row[aria-selected=true]').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    const keys = await page.evaluate<string[]>(
      "[...document.querySelectorAll('.row')].map((row) => row.getAttribute('aria-selected'))",
    );
    expect(keys.indexOf('true')).toBe(1);
    await page.keyboard.press('/');
    await page.keyboard.type('nothing-has-this');
    await expect.poll(() => page.locator('details.session:visible').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('details.session:visible').count()).toBeGreaterThan(1);
    expect(said).toEqual([]);
  });

  test.each([
    ['active', 'light'],
    ['pasv-dropped', 'dark'],
    ['fxp', 'light'],
  ] as const)('%s, %s: axe finds no violation (WCAG 2.2 A and AA)', async (name, colorScheme) => {
    const { page } = await open(pageOf(`fixtures/${name}/capture.pcap`), { colorScheme, bypassCSP: true });
    await page.keyboard.press('j');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('without script: everything of the first sessions is there, and no tool that would need it', async () => {
    const { page } = await open(pageOf(FIXTURE), { javaScriptEnabled: false });
    expect(await page.locator('.row').count()).toBeGreaterThan(20);
    expect(await page.locator('.tools:visible').count()).toBe(0);
    expect(await page.locator('td', { hasText: '227 Entering Passive Mode' }).first().isVisible()).toBe(true);
  });

  test('on paper: A4, black on white, sessions open, no tools', async () => {
    const { page } = await open(pageOf('fixtures/login-failures/capture.pcap'), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.tools:visible').count()).toBe(0);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
  });

  test('on every sheet of paper: the name of the capture, its hash, and the number of the sheet', async () => {
    const html = readFileSync(new URL(pageOf(FIXTURE)), 'utf8');
    const rule = /@page\{@top-left[^<]*/.exec(html)![0];
    expect(rule).toContain('@top-left{content:"capture.pcap"}');
    expect(rule).toMatch(/@top-right\{content:"SHA-256 [0-9a-f]{64}"\}/);
    // A name that would end the rule is text in it.
    const address = pageOfSessions('a"}b{}</style><b>.pcap', []);
    const { page, said } = await open(address);
    expect(await page.locator('b').count()).toBe(0);
    expect(await page.locator('h1').innerText()).toContain('a"}b{}</style><b>.pcap');
    expect(said).toEqual([]);
  });

  test('a transfer has its bytes and its sequence numbers over time, with what was sent again', async () => {
    const { page } = await open(pageOf('fixtures/client-killed/capture.pcap'));
    const plot = page.getByRole('img', { name: /sequence numbers over time, 6 segments were sent again/ });
    expect(await plot.locator('circle.again').count()).toBe(6);
    for (const curve of ['room', 'acked', 'sent']) expect(await plot.locator(`path.${curve}`).count()).toBe(1);
    expect(await page.getByRole('img', { name: /76.8 kB over time/ }).count()).toBe(1);
  });

  test('findings by kind, with their number, lead to their sessions', async () => {
    const { page } = await open(pageOf('fixtures/login-failures/capture.pcap'));
    const kinds = page.locator('#findings details');
    expect(await kinds.first().innerText()).toContain('warning: Password in clear text (2 times)');
    await kinds.first().locator('summary').click();
    await kinds.first().getByRole('link', { name: 'Session 4' }).click();
    await expect.poll(() => page.locator('#s4').getAttribute('open')).not.toBeNull();
  });

  test('hostile names in every field stay text', async () => {
    const evil = `"><img src=x onerror=alert(1)></script><script>alert(2)</script>'\u202e\u001b[2J<!--`;
    const s = new SessionBuilder().open();
    s.reply(`220 ${evil}`);
    for (const verb of ['USER', 'CWD', 'RETR', 'SITE', evil]) {
      s.command(`${verb} ${evil}`);
      s.reply(`550 ${evil}`);
    }
    s.session.user = evil;
    const { page, said } = await open(pageOfSessions(evil, [s.session]));
    await page.keyboard.press('j');
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(await page.title()).not.toContain('\u202e');
    expect(await page.locator('details.session > summary').first().innerText()).toContain('<img src=x');
    expect(said).toEqual([]);
  });

  test('5,000 sessions: built when they are opened', async () => {
    const sessions = Array.from({ length: 5000 }, (_, i) => {
      const s = new SessionBuilder({
        client: `10.0.${i >> 8}.${i & 255}:40000`,
        server: '192.0.2.1:21',
        id: i + 1,
      }).open();
      s.reply('220 hi');
      for (const line of ['USER student', 'PASS x', 'TYPE I', 'QUIT']) {
        s.command(line);
        s.reply('200 ok');
      }
      return s.session;
    });
    const { page, said } = await open(pageOfSessions('large', sessions));
    expect(await page.locator('details.session').count()).toBe(5000);
    expect(await page.locator('.row').count()).toBeLessThan(2000);
    await page.locator('#s4000 > summary').click();
    await expect.poll(() => page.locator('#s4000 .row').count()).toBeGreaterThan(8);
    const ms = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].duration");
    console.log(`5,000 sessions: loaded in ${Math.round(ms)} ms`);
    expect(said).toEqual([]);
  });
});
