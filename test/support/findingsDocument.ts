/** docs/findings.md, from the table of findings and their English texts. */
import type { Finding, FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_SAMPLES } from '../../src/model/findings/samples.js';
import { FINDING_ROWS } from '../../src/model/findings/table.js';
import { TEXTS } from './texts.js';

const HEAD = `# Findings

What ftp-sniff can report of a session or a capture. \`code\` is what JSON has in \`findings\` and \`trouble\`; \`params\` there has
the values that stand in the sentences. *Went wrong*: such a finding stands under "What went wrong", worst first.
Written by \`npm run docs:findings\` from the table of findings and their texts; the sentences are examples.
`;

/** All variants of a finding's texts, each once. */
export function variantsOf(code: FindingCode): { messages: string[]; causes: string[]; advice: string[] } {
  const texts = FINDING_SAMPLES[code].map((params) =>
    TEXTS.finding({ code, params, frames: [1, 2], severity: 'info' } as unknown as Finding),
  );
  const each = (list: readonly (string | null)[]): string[] => [...new Set(list.filter((text) => text !== null))];
  return {
    messages: each(texts.map(({ message }) => message)),
    causes: each(texts.map(({ cause }) => cause)),
    advice: each(texts.map(({ advice }) => advice)),
  };
}

export function findingsDocument(): string {
  const codes = Object.keys(FINDING_ROWS) as FindingCode[];
  return `${HEAD}\n${codes.map(section).join('\n')}`;
}

export const titleOf = (code: FindingCode): string =>
  TEXTS.finding({ code, params: FINDING_SAMPLES[code][0], frames: [1] } as unknown as Finding).title;

function section(code: FindingCode): string {
  const { severities, trouble, source } = FINDING_ROWS[code];
  const { messages, causes, advice } = variantsOf(code);
  return [
    `## ${titleOf(code)}`,
    '',
    `\`${code}\` · ${severities.join(', ')}${trouble === null ? '' : ' · went wrong'} · ${source}`,
    '',
    ...messages.map((text) => `> ${escaped(text)}\n`),
    ...listOf('Likely cause', causes),
    ...listOf('What to do', advice),
  ].join('\n');
}

const listOf = (name: string, texts: readonly string[]): string[] => texts.map((text) => `${name}: ${escaped(text)}\n`);

const escaped = (text: string): string => text.replace(/[|*_<>[\]`]/g, (mark) => `\\${mark}`);
