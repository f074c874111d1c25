/** The fixtures: folders with a capture, and conformance cases that are written as scripts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { factsOf } from './facts.js';
import { type Analysed, analyse, linesAsLearned } from './inProcess.js';
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
  /** The same in every format. */
  analysed(): Promise<Analysed>;
  /** As ndjson, where each packet is reported before the next one comes. */
  lines(): Promise<string[]>;
};

const reportOfAnalysed = async (analysed: Promise<Analysed>): Promise<Report> =>
  JSON.parse((await analysed).render('json')) as Report;

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
      const analysed = () => analyse(bytes(), { name: capture, keys });
      return {
        name,
        folder,
        capture: path.join(folder, capture),
        analysed,
        lines: () => linesAsLearned(bytes(), { name: capture, keys }),
        report: () => reportOfAnalysed(analysed()),
        programReport: () => reportOf([...keyOption, capture], { cwd: folder }),
      };
    });
}

export function scripted(): Scripted[] {
  return folders(CONFORMANCE).map((name) => {
    const folder = path.join(CONFORMANCE, name);
    const script = readScript(readFileSync(path.join(folder, 'script.txt'), 'utf8'));
    const bytes = pcapBytes(script.packets);
    const analysed = () => analyse(bytes);
    return {
      name: `conformance/${name}`,
      folder,
      script,
      bytes,
      analysed,
      lines: () => linesAsLearned(bytes),
      report: () => reportOfAnalysed(analysed()),
    };
  });
}

/** Recordings that are compared with a complete report; of the others, the facts are. */
const COMPLETE: ReadonlySet<string> = new Set([
  ...['active', 'passive', 'epsv-ipv6', 'fxp', 'bounce-refused', 'client-killed', 'holes', 'mode-z', 'pasv-dropped'],
  ...['ftps-tls12', 'ftps-no-keys', 'nat-server-private-address'],
]);

/** What a recording is held against: `expected.json` is the whole report, `facts.json` what `factsOf` says of it. */
export type Expected = { readonly file: string; of(report: Report): unknown };

export function expectedOf(each: Recording): Expected {
  return COMPLETE.has(each.name)
    ? { file: path.join(each.folder, 'expected.json'), of: (report) => report }
    : { file: path.join(each.folder, 'facts.json'), of: factsOf };
}

/** What the file holds; undefined where there is none yet. */
export const readExpected = ({ file }: Expected): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
