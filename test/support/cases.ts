/** The fixtures: folders with a capture, and conformance cases that are written as scripts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { reportInProcess } from './inProcess.js';
import { pcapBytes } from './packets.js';
import type { Report } from './report.js';
import { ROOT, reportOf } from './run.js';
import { readScript, type Script } from './script.js';

export const FIXTURES = path.join(ROOT, 'fixtures');
const CONFORMANCE = path.join(FIXTURES, 'conformance');

export type Case = {
  /** 'active', 'conformance/fxp'. */
  readonly name: string;
  readonly folder: string;
  /** What the analysis says of it now, in this process. */
  report(): Promise<Report>;
};

/** A recorded capture. */
export type Recording = Case & {
  readonly capture: string;
  /** What the built program says of it. */
  programReport(): Report;
};
/** A capture that is built from a script. */
export type Scripted = Case & { readonly script: Script; readonly bytes: Uint8Array };

const folders = (parent: string) =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

export function recordings(): Recording[] {
  return folders(FIXTURES)
    .filter((name) => name !== 'conformance')
    .map((name) => {
      const folder = path.join(FIXTURES, name);
      const capture = readdirSync(folder).find((file) => file.startsWith('capture.'));
      if (!capture) throw new Error(`fixtures/${name} has no capture`);
      const bytes = () => readFileSync(path.join(folder, capture));
      const keyFile = path.join(folder, 'keys.txt');
      const keys = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').split('\n') : [];
      const keyOption = existsSync(keyFile) ? ['--keylog', 'keys.txt'] : [];
      return {
        name,
        folder,
        capture: path.join(folder, capture),
        report: () => reportInProcess(bytes(), { name: capture, keys }),
        programReport: () => reportOf([...keyOption, capture], { cwd: folder }),
      };
    });
}

export function scripted(): Scripted[] {
  return folders(CONFORMANCE).map((name) => {
    const folder = path.join(CONFORMANCE, name);
    const script = readScript(readFileSync(path.join(folder, 'script.txt'), 'utf8'));
    const bytes = pcapBytes(script.packets);
    return { name: `conformance/${name}`, folder, script, bytes, report: () => reportInProcess(bytes) };
  });
}

export const expectedFile = (each: Case) => path.join(each.folder, 'expected.json');

/** What expected.json holds; undefined where there is none yet. */
export function expectedReport(each: Case): Report | undefined {
  const file = expectedFile(each);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}
