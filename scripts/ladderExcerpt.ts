// The part of fixtures/active's ladder that docs/reference.md shows, as the program draws it now.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');

/** What is shown: from the row of the first frame to that of the second, with the remark below it. */
const SHOWN = [
  [1, 6],
  [31, 31],
  [37, 107],
] as const;

/** In the document: the block after its language line, `text`. */
export const EXCERPT = /```text\n {3}frame[\s\S]*?```\n/;

/** The excerpt as the document has it. */
export function ladderExcerpt(): string {
  const { stdout } = spawnSync(process.execPath, ['dist/main.js', 'fixtures/active/capture.pcap'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '80', NO_COLOR: '1' },
  });
  const lines = stdout.split('\n');
  const head = lines.findIndex((line) => line.startsWith('   frame '));
  const rowOf = (frame: number) =>
    lines.findIndex((line, i) => i > head && new RegExp(`^ *${frame}(–\\d+)?  `).test(line));
  const parts = SHOWN.map(([first, last]) => {
    let end = rowOf(last) + 1;
    // Rows without a frame belong to the one above.
    while (/^ {8}/.test(lines[end] ?? '') && !/[┆│] data connection/.test(lines[end]!)) end++;
    return lines.slice(rowOf(first), end).join('\n');
  });
  return `\`\`\`text\n${lines[head]}\n${lines[head + 1]}\n${parts.join('\n   ⋮\n')}\n\`\`\`\n`;
}
