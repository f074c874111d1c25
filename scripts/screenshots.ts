// npm run screenshots [-- DIRECTORY]: opens the built program in a pseudo-terminal, presses keys, and writes what stands on
// the screen as SVG into docs/, and the pages of --format html as PNG. What the documents show is what the program draws.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT, PtyScreen, sleep } from '../test/ui/support/pty.js';
import { shootPages } from './pages.js';
import { rowsOf } from './screen/shown.js';
import { film, picture, type Scene } from './screen/svg.js';

const root = path.join(import.meta.dirname, '..');
const target = process.argv[2] ?? path.join(root, 'docs');

type Opened = { readonly fixture: string; readonly columns: number; readonly rows: number };
type Shot = Opened & { readonly name: string; readonly keys: readonly string[] };

const SHOTS: readonly Shot[] = [
  { name: 'sessions', fixture: 'login-failures', columns: 120, rows: 20, keys: ['j'] },
  { name: 'ladder', fixture: 'active', columns: 130, rows: 36, keys: ['2', ':15\r'] },
  { name: 'not-matched', fixture: 'pasv-wrong-address', columns: 130, rows: 30, keys: ['2', ':17\r'] },
  { name: 'packet', fixture: 'passive', columns: 140, rows: 36, keys: ['2', ':15\r', '\r', 'G'] },
  { name: 'dialogue', fixture: 'commands', columns: 110, rows: 30, keys: ['3', 'jjjjjjjj'] },
  { name: 'content', fixture: 'ascii', columns: 120, rows: 30, keys: ['4', 'v'] },
  { name: 'joined', fixture: 'fxp', columns: 120, rows: 34, keys: ['  ', '\r', ':75\r'] },
  { name: 'plot', fixture: 'client-killed', columns: 110, rows: 30, keys: ['4', 'P'] },
  { name: 'third-host', fixture: 'fxp', columns: 140, rows: 34, keys: ['\r', ':75\r'] },
]; // biome-ignore format: a table

/** The film: what is pressed, what the line below the screen says of it, and how long it stays. */
const TOUR: Opened & { readonly steps: readonly { keys: string; caption: string; seconds: number }[] } = {
  fixture: 'active',
  columns: 120,
  rows: 32,
  steps: [
    { keys: '', caption: '$ ftp-sniff trace.pcap', seconds: 3 },
    { keys: '2', caption: 'every connection of the session in one time order', seconds: 4 },
    { keys: ':31\r', caption: ':31  go to frame 31, where the client announces a port', seconds: 5 },
    { keys: '%', caption: '%  jump to the SYN that matches the announcement', seconds: 5 },
    { keys: 'jjjj', caption: 'j j j j  down to the run of data', seconds: 2 },
    { keys: 'o', caption: 'o  open the run of data', seconds: 2 },
    { keys: 'jjjjjjjjjj', caption: 'j ...  its segments, one by one', seconds: 4 },
    { keys: '\r', caption: 'Enter: the packet, decoded', seconds: 5 },
    { keys: '\x1b', caption: 'Esc', seconds: 1 },
    { keys: '4', caption: '4  what was transferred, and whether it is complete', seconds: 4 },
    { keys: '5', caption: '5  findings', seconds: 5 },
  ],
};

/** Runs the program on a fixture until `work` is done. */
async function onScreen({ fixture, columns, rows }: Opened, work: (screen: PtyScreen) => Promise<void>): Promise<void> {
  const file = path.join('fixtures', fixture, 'capture.pcap');
  const screen = new PtyScreen(`exec '${process.execPath}' '${BUILT}' ${file}`, {
    columns,
    rows,
    env: { XDG_CONFIG_HOME: '/nonexistent' },
  });
  try {
    await screen.shows('DONE');
    await screen.settled();
    await work(screen);
  } finally {
    screen.kill();
  }
}

/** Long enough for what comes a little later than the first drawing, on a busy machine too. */
const PATIENCE_MS = 500;

async function press(screen: PtyScreen, keys: string): Promise<void> {
  screen.write(keys);
  await sleep(PATIENCE_MS);
  await screen.settled();
}

async function shoot(shot: Shot): Promise<void> {
  await onScreen(shot, async (screen) => {
    for (const keys of shot.keys) await press(screen, keys);
    write(shot.name, picture(rowsOf(screen.terminal), shot.columns, `ftp-sniff: ${shot.name}`));
  });
}

async function shootTour(): Promise<void> {
  const scenes: Scene[] = [];
  await onScreen(TOUR, async (screen) => {
    for (const { keys, caption, seconds } of TOUR.steps) {
      if (keys !== '') await press(screen, keys);
      scenes.push({ rows: rowsOf(screen.terminal), seconds, caption });
    }
  });
  write('tour', film(scenes, TOUR.columns, 'ftp-sniff: a tour of the terminal UI'));
}

function write(name: string, svg: string): void {
  writeFileSync(path.join(target, `${name}.svg`), svg);
  console.log(`${name}.svg: ${Math.round(svg.length / 1000)} kB`);
}

mkdirSync(target, { recursive: true });
for (const shot of SHOTS) await shoot(shot);
await shootTour();
await shootPages(target);
process.exit(0);
