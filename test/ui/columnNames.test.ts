/** What the documentation says of columns is what there is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COLUMN_NAMES } from '../../src/ui/panels/index.js';
import { ROOT } from '../support/run.js';

test('docs/terminal-ui.md names every column of every table, in order', () => {
  const text = readFileSync(path.join(ROOT, 'docs', 'terminal-ui.md'), 'utf8');
  for (const [table, names] of Object.entries(COLUMN_NAMES))
    expect(text).toContain(`| \`${table}\` | ${names.map((name) => `\`${name}\``).join(' ')} |`);
});
