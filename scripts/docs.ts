// npm run docs: renews what documents show of the program's output.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXCERPT, ladderExcerpt } from './ladderExcerpt.js';

const file = path.join(import.meta.dirname, '..', 'docs', 'reference.md');
writeFileSync(
  file,
  readFileSync(file, 'utf8').replace(EXCERPT, () => ladderExcerpt()),
);
