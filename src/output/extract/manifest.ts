/** manifest.json: every file with its certificate, and every transfer of which there is none, with the reason. */

import { closeSync, writeSync } from 'node:fs';
import type { Fact } from '../../fact.js';
import type { Evidence } from '../../ftp/codes.js';
import type { DataConnection, Transfer, Verdict } from '../../ftp/protocol/session.js';
import type { Texts } from '../../text/texts.js';
import type { ExtractNoteParams, OutputErrorParams } from '../codes.js';
import type { ContentType } from '../contentType.js';
import { jsonText } from '../jsonText.js';
import { type MadeFile, reason, type SafeDirectory } from './directory.js';

export const MANIFEST_SCHEMA = 'ftp-sniff-manifest/1';

/** A transfer that is (part of) a file. */
export type PartEntry = {
  readonly data: DataConnection;
  readonly transfer: Transfer;
  /** Frames and times (ns) of the first and last packet with content. */
  readonly first: { readonly frame: number; readonly timeNs: number } | null;
  readonly last: { readonly frame: number; readonly timeNs: number } | null;
  /** Where its bytes stand in the file: [from, to). */
  readonly range: readonly [number, number];
};

/** A file, or a transfer without one. */
export type FileEntry = {
  /** null: nothing was written. */
  file: MadeFile | null;
  /** '.partial' has been taken off its name. */
  published: boolean;
  readonly server: string;
  /** As the server calls it; null: not known. */
  readonly path: string | null;
  renamed: boolean;
  bytes: number;
  sha256: string | null;
  readonly hashes: Record<string, string>;
  missing: [number, number][];
  lostAt: number | null;
  verdict: Verdict;
  whole: boolean;
  evidence: Evidence[];
  contentType: ContentType | null;
  lineEndsConverted: boolean;
  /** In order of time; more than one: joined. */
  readonly parts: PartEntry[];
  /** Why there is no file, or why it is not the whole file; null: nothing to be said. */
  note: Fact<ExtractNoteParams> | null;
  /** Why it could not be written; null: it could. */
  problem: Fact<OutputErrorParams> | null;
};

export type ManifestHead = { readonly program: string; readonly sources: readonly string[] };

/** @returns its path from the root, or why it could not be written */
export function writeManifest(
  directory: SafeDirectory,
  head: ManifestHead,
  entries: readonly FileEntry[],
  clock: (timeNs: number) => string,
  texts: Texts,
): { readonly relative: string } | { readonly problem: Fact<OutputErrorParams> } {
  try {
    const file = directory.makeAtRoot('manifest.json');
    const fd = directory.open(file, 'write');
    try {
      writeSync(fd, `${jsonText({ schema: MANIFEST_SCHEMA, ...head }).slice(0, -1)},"files":[`);
      entries.forEach((entry, i) => {
        writeSync(fd, `${i === 0 ? '\n' : ',\n'}${jsonText(manifestEntry(entry, clock, texts), 1)}`);
      });
      writeSync(fd, '\n]}\n');
    } finally {
      closeSync(fd);
    }
    return { relative: file.relative };
  } catch (error) {
    return { problem: reason(error) };
  }
}

function manifestEntry(entry: FileEntry, clock: (timeNs: number) => string, texts: Texts) {
  const { file, parts } = entry;
  return {
    file: file?.relative ?? null,
    server: entry.server,
    path: entry.path,
    renamed: entry.renamed,
    bytes: entry.bytes,
    sha256: entry.sha256,
    ...entry.hashes,
    complete: entry.whole,
    verdict: entry.verdict,
    evidence: entry.evidence.map((one) => ({ text: texts.say('evidence', one), ...one })),
    missing: entry.missing,
    ...(entry.lostAt === null ? {} : { unknownLossAt: entry.lostAt }),
    contentType: entry.contentType?.mime ?? null,
    lineEndsConverted: entry.lineEndsConverted,
    note: entry.note && texts.say('extractNotes', entry.note),
    problem: entry.problem && texts.say('outputErrors', entry.problem),
    parts: parts.map((part) => partEntry(part, clock)),
  };
}

function partEntry({ data, transfer, first, last, range }: PartEntry, clock: (timeNs: number) => string) {
  const command = transfer.exchange.command!;
  return {
    session: data.session.id,
    dataConnection: data.id,
    client: data.session.client.address,
    direction: transfer.direction,
    command: `${command.verb} ${command.argument}`.trimEnd(),
    commandFrame: command.frame,
    type: transfer.type,
    mode: transfer.mode,
    restart: transfer.restart,
    code: transfer.code,
    verdict: transfer.verdict,
    range,
    /** Of the data connection's payload, and of the content that was in it. */
    travelled: { bytes: transfer.bytes, sha256: transfer.sha256 },
    content: { bytes: transfer.contentBytes, sha256: transfer.contentSha256 },
    firstFrame: first?.frame ?? null,
    lastFrame: last?.frame ?? null,
    firstTime: first === null ? null : clock(first.timeNs),
    lastTime: last === null ? null : clock(last.timeNs),
  };
}
