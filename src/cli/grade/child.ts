/**
 * Holds the sheet against one submission in a process of its own: whatever a capture does to it, the class goes on. Its
 * memory and its time are bounded.
 */
import { spawn } from 'node:child_process';
import { LIMITS } from '../../limits.js';
import type { CheckReport } from '../../output/check/report.js';
import { EXIT } from '../exitCodes.js';

export type ChildResult =
  | { readonly report: CheckReport }
  | { readonly failed: 'too-slow' | 'too-much-memory' | 'unread'; readonly text: string };

/** @param argv of `ftp-sniff check`, without the word */
export async function checkInChild(
  program: string,
  argv: readonly string[],
  timeoutSeconds: number,
): Promise<ChildResult> {
  const memory = `--max-old-space-size=${LIMITS.gradeMemoryMiB}`;
  const child = spawn(process.execPath, [memory, program, 'check', ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let slow = false;
  let characters = 0;
  const [out, said]: [string[], string[]] = [[], []];
  const timer = setTimeout(() => {
    slow = true;
    child.kill('SIGKILL');
  }, timeoutSeconds * 1000);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    characters += text.length;
    if (characters > LIMITS.gradeResultCharacters) child.kill('SIGKILL');
    else out.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.join('').length < LIMITS.engineTextCharacters) said.push(text);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('error', () => resolve([EXIT.failed, null]));
    child.on('close', (...ended) => resolve(ended));
  });
  clearTimeout(timer);
  if (slow) return { failed: 'too-slow', text: '' };
  // V8 aborts where the heap is full.
  if (signal !== null || code === null || code > 128) return { failed: 'too-much-memory', text: '' };
  const report = code === EXIT.done || code === EXIT.differs || code === EXIT.damaged ? reportIn(out.join('')) : null;
  return report === null ? { failed: 'unread', text: firstLine(said.join('')) } : { report };
}

function reportIn(text: string): CheckReport | null {
  try {
    return JSON.parse(text) as CheckReport;
  } catch {
    return null;
  }
}

const firstLine = (text: string): string =>
  (text.split('\n')[0] ?? '').replace(/^ftp-sniff: /, '').slice(0, LIMITS.engineTextCharacters);
