// npm run docs: renews what documents show of the program's output, and docs/filter.md from the tables of words.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filterDocument } from '../test/support/filterDocument.js';
import { LAB_LANGUAGES, LAB_NAMES, labSolutions, solutionsFile } from './labSolutions.js';
import { EXCERPT, ladderExcerpt } from './ladderExcerpt.js';

const file = path.join(import.meta.dirname, '..', 'docs', 'reference.md');
writeFileSync(
  file,
  readFileSync(file, 'utf8').replace(EXCERPT, () => ladderExcerpt()),
);
writeFileSync(path.join(import.meta.dirname, '..', 'docs', 'filter.md'), filterDocument());
for (const language of LAB_LANGUAGES)
  for (const name of LAB_NAMES) writeFileSync(solutionsFile(name, language), labSolutions(name, language));
