// npm run docs:findings: writes docs/findings.md, every finding with its severity, meaning, advice and source.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findingsDocument } from '../test/support/findingsDocument.js';
import { ROOT } from '../test/support/run.js';

const file = path.join(ROOT, 'docs', 'findings.md');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, findingsDocument());
console.log('docs/findings.md');
