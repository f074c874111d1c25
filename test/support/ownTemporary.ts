/**
 * Gives a run of the tests a temporary folder of its own, and fails the run where a test left something in it: what
 * tests leave behind fills the disks of those who run them every day.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folders in which Node and tools that tests start keep what they have compiled. */
const OF_TOOLS = /^(node-compile-cache|tsx-\d+|v8-compile-cache.*)$/;

export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-tests-'));
  process.env.TMPDIR = folder;
  return () => {
    const left = readdirSync(folder).filter((name) => !OF_TOOLS.test(name));
    rmSync(folder, { recursive: true, force: true });
    if (left.length === 0) return;
    process.exitCode = 1;
    throw new Error(`tests left behind in the temporary folder: ${left.join(', ')}`);
  };
}
