/** Screens as SVG: one screen as a picture, several as a film. */
import stringWidth from 'string-width';
import { PAPER, type Run } from './shown.js';

const CELL = { width: 8.4, height: 17 } as const;
const MARGIN = 10;
const CAPTION_HEIGHT = 34;

/** One screen. */
export function picture(rows: readonly Run[][], columns: number, title: string): string {
  const body = rows.map((runs, y) => rowOf(runs, y)).join('\n');
  return svg(columns, rows.length * CELL.height, title, '', body);
}

/** What is shown for how long, and what was pressed to see it. */
export type Scene = { readonly rows: readonly Run[][]; readonly seconds: number; readonly caption: string };

/** Scene after scene, over and over. A row that several scenes share stands in the file once. */
export function film(scenes: readonly Scene[], columns: number, title: string): string {
  const total = scenes.reduce((sum, { seconds }) => sum + seconds, 0);
  const height = Math.max(...scenes.map(({ rows }) => rows.length)) * CELL.height;
  /** Drawn row -> in which scenes it is seen. */
  const seen = new Map<string, boolean[]>();
  scenes.forEach(({ rows, caption }, at) => {
    const drawn = rows.map((runs, y) => rowOf(runs, y));
    for (const row of [...drawn, captionOf(caption, columns, height)]) {
      const when = seen.get(row) ?? scenes.map(() => false);
      when[at] = true;
      seen.set(row, when);
    }
  });
  const classes = new Map<string, string>();
  const groups: string[] = [];
  for (const [row, when] of seen) {
    if (row === '') continue;
    if (when.every(Boolean)) {
      groups.push(row);
      continue;
    }
    const key = when.map(Number).join('');
    const name = classes.get(key) ?? `s${classes.size}`;
    classes.set(key, name);
    groups.push(`<g class="${name}">${row}</g>`);
  }
  const rules = [...classes].map(([key, name]) => rule(name, key, scenes, total)).join('\n');
  return svg(columns, height + CAPTION_HEIGHT, title, rules, groups.join('\n'));
}

/** CSS that shows something in the scenes that `key` marks with a 1. */
function rule(name: string, key: string, scenes: readonly Scene[], total: number): string {
  const steps: string[] = [];
  let begun = 0;
  scenes.forEach(({ seconds }, at) => {
    if (at === 0 || key[at] !== key[at - 1])
      steps.push(`${((100 * begun) / total).toFixed(2)}%{visibility:${key[at] === '1' ? 'visible' : 'hidden'}}`);
    begun += seconds;
  });
  const first = key[0] === '1' ? '' : 'visibility:hidden;';
  return `@keyframes ${name}{${steps.join('')}}.${name}{${first}animation:${name} ${total}s step-end infinite}`;
}

/** The line below the screen that tells what was pressed. */
function captionOf(caption: string, columns: number, height: number): string {
  if (caption === '') return '';
  const middle = MARGIN + (columns * CELL.width) / 2;
  return `<text x="${middle}" y="${MARGIN + height + 24}" fill="#f0c674" text-anchor="middle">${escapeXml(caption)}</text>`;
}

function rowOf(runs: readonly Run[], y: number): string {
  const boxes: string[] = [];
  const texts: string[] = [];
  for (const { look, text, column, cells } of runs) {
    const top = MARGIN + y * CELL.height;
    if (look.paper !== PAPER)
      boxes.push(
        `<rect x="${leftOf(column)}" y="${top}" width="${(cells * CELL.width).toFixed(1)}" height="${CELL.height}" fill="${look.paper}"/>`,
      );
    const more = `${look.bold ? ' font-weight="bold"' : ''}${look.underline ? ' text-decoration="underline"' : ''}`;
    // Renderers differ in what they do with spaces: words apart from each other are put into their places one by one.
    for (const part of text.matchAll(/\S+(?: \S+)*/g)) {
      const x = leftOf(column + stringWidth(text.slice(0, part.index)));
      const length = (stringWidth(part[0]) * CELL.width).toFixed(1);
      texts.push(
        `<text x="${x}" y="${top + 13}" fill="${look.ink}"${more} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(part[0])}</text>`,
      );
    }
  }
  return [...boxes, ...texts].join('\n');
}

const leftOf = (column: number): string => (MARGIN + column * CELL.width).toFixed(1);

function svg(columns: number, bodyHeight: number, title: string, rules: string, body: string): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, bodyHeight + 2 * MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<style>text{font-family:"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:14px;white-space:pre}
${rules}</style>
<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>
${body}
</svg>
`;
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
