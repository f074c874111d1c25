/** docs/troubleshooting.md: symptom, what ftp-sniff says, what to check; from the table of what can go wrong. */
import type { FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_ROWS, WEIGHTS, type Weight } from '../../src/model/findings/table.js';
import { titleOf, variantsOf } from './findingsDocument.js';
import { TROUBLE_CODES, TROUBLE_PROOFS } from './troubleProofs.js';

const SYMPTOMS: Readonly<Record<Weight, string>> = {
  attack: 'Somebody may be attacking',
  session: 'No session, no login, or the session ends',
  data: 'Login works, but no listing and no transfer',
  transfer: 'Transfers fail, stop, or the file is wrong',
  command: 'A command fails',
  slow: 'It works, but it is slow',
  open: 'The capture does not show everything',
};

const HEAD = `# Troubleshooting

Symptom, what ftp-sniff says under "What went wrong", the likely cause, and what to check. \`code\` is what JSON has in
\`trouble\`. Each row has a capture in \`fixtures/\` that shows it, and one that looks like it and does not.
Written by \`npm run docs:findings\`; the sentences are examples.
`;

export function troubleshootingDocument(): string {
  const parts = WEIGHTS.map((weight) => {
    const codes = TROUBLE_CODES.filter((code) => FINDING_ROWS[code].trouble === weight);
    return `## ${SYMPTOMS[weight]}\n\n${codes.map(section).join('\n')}`;
  });
  return `${HEAD}\n${parts.join('\n')}`;
}

function section(code: FindingCode): string {
  const { messages, causes, advice } = variantsOf(code);
  const { fixture, counter } = TROUBLE_PROOFS[code]!;
  return [
    `### ${titleOf(code)}`,
    '',
    `> ${escaped(messages[0]!)}`,
    '',
    ...causes.map((text) => `- Cause: ${escaped(text)}`),
    ...advice.map((text) => `- Check: ${escaped(text)}`),
    `- \`${code}\`, ${FINDING_ROWS[code].source}; seen in \`${fixture}\`, not in \`${counter}\``,
    '',
  ].join('\n');
}

const escaped = (text: string): string => text.replace(/[|*_<>[\]`]/g, (mark) => `\\${mark}`);
