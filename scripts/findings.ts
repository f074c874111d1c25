// npm run docs:findings: writes docs/findings.md (every finding with severity, meaning, advice and source) and
// docs/troubleshooting.md (what can go wrong, by symptom).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findingsDocument } from '../test/support/findingsDocument.js';
import { ROOT } from '../test/support/run.js';
import { troubleshootingDocument } from '../test/support/troubleshooting.js';

writeFileSync(path.join(ROOT, 'docs', 'findings.md'), findingsDocument());
writeFileSync(path.join(ROOT, 'docs', 'troubleshooting.md'), troubleshootingDocument());
console.log('docs/findings.md, docs/troubleshooting.md');
