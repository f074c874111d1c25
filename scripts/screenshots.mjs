// npm run screenshots: opens the built program in a pseudo-terminal, presses keys, and writes what stands on the screen as
// SVG into docs/. What README shows is what the program draws.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const program = process.env.FTP_SNIFF_PROGRAM ?? path.join(root, 'dist', 'main.js');
const target = process.argv[2] ?? path.join(root, 'docs');

/** Name, capture, size, keys. */
const SHOTS = [
  ['sessions', 'login-failures', 120, 20, ['j']],
  ['ladder', 'active', 130, 36, ['\r', ':15\r']],
  ['broken-promise', 'pasv-wrong-address', 130, 30, ['\r', '/nobody\r', '\x1b', '}']],
  ['packet', 'passive', 140, 36, ['\r', ':15\r', '\r', 'G']],
  ['dialogue', 'commands', 110, 30, ['\r', '3', 'jjjjjjjj']],
];

/** xterm's first sixteen colours, then the cube and the greys. */
const BASE = [
  '#1d1f21',
  '#cc6666',
  '#8fb35c',
  '#d7a54a',
  '#6a9fd4',
  '#b294bb',
  '#5fb3b3',
  '#c5c8c6',
  '#7c7f82',
  '#ff7b72',
  '#a5d66f',
  '#f0c674',
  '#81b8f0',
  '#d3a6e0',
  '#7fd6d6',
  '#ffffff',
];
const [PAPER, INK] = ['#1d1f21', '#d5d8d6'];
const CELL = { width: 8.4, height: 17 };

function colour(index) {
  if (index < 16) return BASE[index];
  if (index >= 232) return hex([8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10]);
  const level = (n) => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return hex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}
const hex = (parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
/** Wide characters take two cells. */
const cellsOf = (text) =>
  [...text].reduce(
    (sum, one) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(one) ? 2 : 1),
    0,
  );
const escapeXml = (text) => text.replace(/[&<>]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one]);

function look(cell) {
  let ink = cell.isFgDefault() ? INK : colour(cell.getFgColor());
  let paper = cell.isBgDefault() ? PAPER : colour(cell.getBgColor());
  if (cell.isInverse()) [ink, paper] = [paper, ink];
  return { ink, paper, bold: Boolean(cell.isBold()), underline: Boolean(cell.isUnderline()) };
}

/** Cells of one look side by side become one run; each run is put into its column. */
function runsOf(line, columns) {
  const runs = [];
  for (let x = 0; x < columns; x++) {
    const cell = line.getCell(x);
    if (!cell || cell.getWidth() === 0) continue;
    const style = look(cell);
    const key = JSON.stringify(style);
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    if (last?.key === key) {
      last.text += text;
      last.width += cell.getWidth();
    } else runs.push({ key, style, text, x, width: cell.getWidth() });
  }
  return runs;
}

function svgOf(terminal, title) {
  const { cols, rows } = terminal;
  const [width, height] = [cols * CELL.width + 20, rows * CELL.height + 20];
  const boxes = [];
  const texts = [];
  for (let y = 0; y < rows; y++) {
    const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + y);
    for (const { style, text, x, width: cells } of runsOf(line, cols)) {
      const [left, top] = [(10 + x * CELL.width).toFixed(1), 10 + y * CELL.height];
      const wide = (cells * CELL.width).toFixed(1);
      if (style.paper !== PAPER)
        boxes.push(`<rect x="${left}" y="${top}" width="${wide}" height="${CELL.height}" fill="${style.paper}"/>`);
      const more = `${style.bold ? ' font-weight="bold"' : ''}${style.underline ? ' text-decoration="underline"' : ''}`;
      // Renderers differ in what they do with spaces: words apart from each other are put into their places one by one.
      for (const part of text.matchAll(/\S+(?: \S+)*/g)) {
        const from = (10 + (x + cellsOf(text.slice(0, part.index))) * CELL.width).toFixed(1);
        const length = (cellsOf(part[0]) * CELL.width).toFixed(1);
        texts.push(
          `<text x="${from}" y="${top + 13}" fill="${style.ink}"${more} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(part[0])}</text>`,
        );
      }
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<style>text{font-family:"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:14px;white-space:pre}</style>
<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>
${boxes.join('\n')}
${texts.join('\n')}
</svg>
`;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function shoot(name, fixture, cols, rows, keys) {
  const env = { ...process.env, TERM: 'xterm-256color', XDG_CONFIG_HOME: '/nonexistent' };
  for (const variable of ['CI', 'NO_COLOR', 'FORCE_COLOR']) delete env[variable];
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  const file = path.join('fixtures', fixture, 'capture.pcap');
  const pty = spawn(process.execPath, [program, file], { cols, rows, cwd: root, env });
  let heard = performance.now();
  let raw = '';
  pty.onData((data) => {
    raw += data;
    heard = performance.now();
    terminal.write(data);
  });
  const quiet = async () => {
    while (performance.now() - heard < 400) await sleep(50);
  };
  while (!raw.includes('DONE')) await sleep(50);
  for (const key of keys) {
    heard = performance.now();
    pty.write(key);
    await quiet();
  }
  await quiet();
  writeFileSync(path.join(target, `${name}.svg`), svgOf(terminal, `ftp-sniff: ${name}`));
  const ended = new Promise((resolve) => pty.onExit(resolve));
  pty.write('\x1b');
  await sleep(100);
  pty.write('q');
  await ended;
}

mkdirSync(target, { recursive: true });
for (const shot of SHOTS) await shoot(...shot);
process.exit(0);
