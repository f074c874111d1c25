// The questions with solutions in docs/labs, as `ftp-sniff lab new` writes them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');

/** By the folder in docs/labs: what its hand-out has students ask. */
export const LABS = {
  '1-handshake-and-ports': {
    capture: 'fixtures/active/capture.pcap',
    seed: 1,
    topics: 'hosts,opening,login,dialogue,closing',
  },
  '2-active-and-passive': { capture: 'fixtures/passive/capture.pcap', seed: 9, topics: 'data,transfer,closing' },
  '3-nat-and-firewalls': { capture: 'fixtures/pasv-dropped/capture.pcap', seed: 27, topics: 'data,transfer' },
  '4-security': { capture: 'fixtures/ftps-tls12/capture.pcap', seed: 4, topics: 'hosts,opening,dialogue,security' },
} as const;
export type LabName = keyof typeof LABS;
export const LAB_NAMES = Object.keys(LABS) as readonly LabName[];

/** By the language of hand-outs and solutions: their folder; the sheets are in the first. */
const FOLDERS = { en: 'docs/labs', 'zh-CN': 'docs/labs/zh-CN' } as const;
export type LabLanguage = keyof typeof FOLDERS;
export const LAB_LANGUAGES = Object.keys(FOLDERS) as readonly LabLanguage[];

export const handOutFile = (name: LabName, language: LabLanguage): string =>
  path.join(ROOT, FOLDERS[language], name, 'README.md');
export const solutionsFile = (name: LabName, language: LabLanguage): string =>
  path.join(ROOT, FOLDERS[language], name, 'solutions.md');

/** Its text; the built program writes it. */
export function labSolutions(name: LabName, language: LabLanguage): string {
  const { capture, seed, topics } = LABS[name];
  const args = [
    'dist/main.js',
    'lab',
    'new',
    '-q',
    '--lang',
    language,
    '--answers',
    '--seed',
    String(seed),
    '--topic',
    topics,
    capture,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`lab new ${capture}: ${stderr}`);
  return stdout;
}
