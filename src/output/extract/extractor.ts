/**
 * `--extract`: writes what transfers moved into files while packets pass, gives each its certificate when its final reply
 * has come, and lists all of them in a manifest at the end.
 */
import { closeSync, read } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Fact } from '../../fact.js';
import { HASHES, type HashName } from '../../ftp/content/hashes.js';
import type { ContentSinkFactory } from '../../ftp/content/plan.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import { isRelative } from '../../ftp/protocol/directory.js';
import type { DataConnection, Session, Transfer } from '../../ftp/protocol/session.js';
import type { Texts } from '../../text/texts.js';
import type { ExtractNoteParams, OutputErrorParams } from '../codes.js';
import { contentType } from '../contentType.js';
import { extractNote } from '../facts.js';
import { type MadeFile, reason, SafeDirectory } from './directory.js';
import { ExtractedFile } from './extractedFile.js';
import type { Backlog } from './fileWriter.js';
import { join, planJoin } from './join.js';
import { type FileEntry, type ManifestHead, type PartEntry, writeManifest } from './manifest.js';

const readAsync = promisify(read);
const HASHED_PIECE_BYTES = 1_048_576;

export type ExtractOptions = {
  /** Hashes for the manifest besides SHA-256: those that the analyzer computes. */
  readonly hashes: readonly HashName[];
  /** Also avoid the names that only Windows minds. */
  readonly windows?: boolean;
};

export type ExtractProblem = { readonly name: string | null; readonly problem: Fact<OutputErrorParams> };

type Note = Fact<ExtractNoteParams>;

export class Extractor {
  readonly #backlog: Backlog = { bytes: 0 };
  /** Transfers whose bytes still come, or whose final reply does. */
  readonly #open = new Set<ExtractedFile>();
  /** The open ones of each path and direction, in the order of their commands. */
  readonly #openOf = new Map<string, ExtractedFile[]>();
  /** Under which of these keys each is. */
  readonly #keys = new Map<ExtractedFile, string>();
  readonly #known = new Set<Transfer>();
  readonly #entries: FileEntry[] = [];
  /** The last file of each path and direction: what a resumed transfer goes on with. */
  readonly #latest = new Map<string, FileEntry>();
  /** Files put together of parts: their hashes are those of the first part. */
  readonly #joined = new Set<FileEntry>();
  readonly #windows: boolean;

  private constructor(
    readonly directory: SafeDirectory,
    private readonly options: ExtractOptions,
  ) {
    this.#windows = options.windows ?? process.platform === 'win32';
  }

  /** @throws ExtractError where the directory cannot be used */
  static open(directory: string, options: ExtractOptions): Extractor {
    return new Extractor(SafeDirectory.open(directory), options);
  }

  /** Give this to the analyzer. */
  readonly sink: ContentSinkFactory = (data, transfer) => (wanted(transfer) ? this.#begin(data, transfer) : null);

  /** What could not be written, and why; `name` is null where the server's name is not known. */
  get problems(): readonly ExtractProblem[] {
    return this.#entries.flatMap(({ problem, file, path: name }) =>
      problem === null ? [] : [{ name: file?.relative ?? name, problem }],
    );
  }

  /** Files that were written, whole or not. */
  get written(): { readonly whole: number; readonly partial: number } {
    const files = this.#entries.filter(({ file }) => file !== null);
    const whole = files.filter((entry) => entry.whole).length;
    return { whole, partial: files.length - whole };
  }

  /** Resolves when what is full has been written, and files that have got everything have their names. */
  async drained(): Promise<void> {
    for (const file of this.#open) {
      if (file.ended || file.writer.ready) await file.writer.flush(file.ended);
      if (file.ended && file.transfer.code !== null && !this.#waitsForEarlier(file)) await this.#certify(file);
    }
  }

  /**
   * The capture has ended. Call after the analyzer's finish().
   * @returns where the manifest is, or why there is none
   */
  async finish(
    sessions: readonly Session[],
    head: ManifestHead,
    clock: (timeNs: number) => string,
    texts: Texts,
  ): Promise<{ readonly relative: string } | { readonly problem: Fact<OutputErrorParams> }> {
    for (const file of [...this.#open].sort(byCommand)) {
      if (!file.ended) file.end();
      await this.#certify(file);
    }
    for (const { dataConnections } of sessions) for (const data of dataConnections) await this.#rest(data);
    for (const entry of this.#joined) await this.#hashJoined(entry);
    // Verdicts can still have changed after a file got its name: what is reported afterwards counts too.
    for (const entry of this.#entries) entry.evidence = evidenceOfParts(entry.parts);
    return writeManifest(this.directory, head, this.#entries, clock, texts);
  }

  /** The part before it may still grow: the end of its data connection has not been seen. */
  #waitsForEarlier(file: ExtractedFile): boolean {
    if (!isPart(file.transfer)) return false;
    return this.#openOf.get(this.#keys.get(file)!)?.[0] !== file;
  }

  #begin(data: DataConnection, transfer: Transfer): ExtractedFile {
    this.#known.add(transfer);
    const file = new ExtractedFile(this.directory, this.#backlog, data, transfer, this.#windows);
    this.#open.add(file);
    const key = fileKey(data, transfer);
    const list = this.#openOf.get(key) ?? [];
    let place = list.length;
    while (place > 0 && byCommand(list[place - 1]!, file) > 0) place--;
    list.splice(place, 0, file);
    this.#openOf.set(key, list);
    this.#keys.set(file, key);
    return file;
  }

  /** A transfer of which no byte has passed, or none inside TLS: an empty file, or none. */
  async #rest(data: DataConnection): Promise<void> {
    const { transfer } = data;
    if (!transfer || !wanted(transfer) || this.#known.has(transfer) || transfer.verdict === 'refused') return;
    if (data.connection !== null && (transfer.bytes === 0 || transfer.contentBytes === 0)) {
      const file = this.#begin(data, transfer);
      file.end();
      await this.#certify(file);
      return;
    }
    this.#known.add(transfer);
    const twin = data.partner?.transfer;
    if (twin && twin.bytes === transfer.bytes && this.#known.has(twin)) {
      transfer.file = twin.file;
      this.#entries.push({
        ...newEntry(data, transfer),
        note: extractNote('same-as', { id: data.partner!.id }),
      });
      return;
    }
    const note =
      data.connection === null
        ? extractNote('no-connection', {})
        : transfer.contentBytes === null
          ? extractNote('encrypted', {})
          : extractNote('recognised-late', {});
    this.#entries.push({ ...newEntry(data, transfer), note });
  }

  #close(file: ExtractedFile): void {
    this.#open.delete(file);
    const key = this.#keys.get(file)!;
    this.#keys.delete(file);
    const list = this.#openOf.get(key);
    const place = list?.indexOf(file) ?? -1;
    if (place >= 0) list!.splice(place, 1);
    if (list?.length === 0) this.#openOf.delete(key);
  }

  async #certify(file: ExtractedFile): Promise<void> {
    this.#close(file);
    await file.writer.finish();
    const { transfer, owner: data, writer } = file;
    const key = fileKey(data, transfer);
    const earlier = this.#latest.get(key);
    // The server sent all of the file: it begins here, wherever it was asked to begin.
    if (transfer.restartIgnored) writer.moveToStart(file.base);
    const base = transfer.restartIgnored ? 0 : file.base;
    const part: PartEntry = { data, transfer, first: file.first, last: file.last, range: [base, writer.size] };
    const resumes = isPart(transfer);
    const apart = resumes ? await this.#join(file, part, earlier) : null;
    if (resumes && apart === null) {
      await this.#publish(earlier!);
      return;
    }
    const entry: FileEntry = {
      ...newEntry(data, transfer),
      file: writer.file,
      renamed: file.renamed,
      bytes: writer.size,
      sha256:
        writer.missing.length > 0 || writer.lostAt !== null ? null : (file.digest?.digest() ?? transfer.contentSha256),
      missing: writer.missing,
      lostAt: writer.lostAt,
      lineEndsConverted: file.convertsLineEnds,
      contentType: await contentType(file.head),
      parts: [part],
      note: apart,
      problem: writer.problem,
    };
    entry.whole =
      !resumes &&
      transfer.verdict === 'complete' &&
      writer.missing.length === 0 &&
      writer.lostAt === null &&
      entry.problem === null;
    if (!entry.lineEndsConverted)
      for (const name of this.options.hashes) {
        const hex = transfer.contentHash(name);
        if (hex != null) entry.hashes[name] = hex;
      }
    this.#entries.push(entry);
    this.#latest.set(key, entry);
    await this.#publish(entry);
  }

  /** Puts a resumed or appended part to what was there before. @returns why not; null: it is done */
  async #join(file: ExtractedFile, part: PartEntry, earlier: FileEntry | undefined): Promise<Note | null> {
    const { writer, transfer } = file;
    if (!earlier) return extractNote('no-earlier-part', {});
    if (transfer.path === null && movedBetween(earlier.parts.at(-1)!.transfer, part))
      return extractNote('directory-changed', {});
    if (!earlier.file || !writer.file) return extractNote('part-unwritten', {});
    if (earlier.lineEndsConverted || file.convertsLineEnds) return extractNote('text-parts', {});
    if (earlier.lostAt !== null || writer.lostAt !== null) return extractNote('unknown-loss', {});
    const offset = isAppended(transfer) ? (earlier.whole ? earlier.bytes : null) : transfer.restart;
    if (offset === null) return extractNote('unknown-offset', {});
    if (offset > earlier.bytes) return extractNote('later-part', { offset, bytes: earlier.bytes });
    const end = offset + writer.size - file.base;
    const shift = offset - file.base;
    const holes = writer.missing
      .filter(([, to]) => to > file.base)
      .map(([from, to]): [number, number] => [from + shift, to + shift]);
    const plan = planJoin(earlier.bytes, earlier.missing, [offset, end], holes);
    const finished = transfer.verdict === 'complete';
    // What the first transfer has beyond the end was on its way when it broke off.
    const length = finished ? end : Math.max(earlier.bytes, end);
    const apart = await join(this.directory, earlier.file, writer.file, plan, shift, length);
    if (apart !== null) return apart;
    try {
      this.directory.remove(writer.file);
    } catch (error) {
      return extractNote('failed', { error: reason(error) });
    }
    earlier.bytes = length;
    earlier.missing = plan.missing.filter(([from]) => from < length);
    earlier.parts.push({ ...part, range: [offset, end] });
    earlier.verdict = transfer.verdict;
    earlier.whole = finished && earlier.missing.length === 0 && earlier.problem === null;
    // Hashed once, when no part can follow any more.
    this.#joined.add(earlier);
    return null;
  }

  async #hashJoined(entry: FileEntry): Promise<void> {
    const whole = entry.missing.length === 0 && entry.file !== null;
    const hashed = whole ? await this.#hashFile(entry.file!, entry.bytes) : null;
    entry.sha256 = hashed?.get('sha256') ?? null;
    for (const name of this.options.hashes) {
      const hex = hashed?.get(name);
      if (hex === undefined) delete entry.hashes[name];
      else entry.hashes[name] = hex;
    }
  }

  /** A file that is whole loses its '.partial'. */
  async #publish(entry: FileEntry): Promise<void> {
    if (entry.file !== null && entry.whole && entry.file.relative.endsWith('.partial') && !entry.published) {
      try {
        const { name } = entry.file;
        entry.file = this.directory.publish(entry.file);
        entry.published = true;
        entry.renamed ||= entry.file.name !== name;
      } catch (error) {
        entry.problem = reason(error);
        entry.whole = false;
      }
    }
    for (const { transfer } of entry.parts)
      transfer.file = entry.file === null ? null : path.join(this.directory.given, entry.file.relative);
  }

  async #hashFile(file: MadeFile, bytes: number): Promise<Map<string, string>> {
    const hashers = new Map((['sha256', ...this.options.hashes] as const).map((name) => [name, HASHES[name].make()]));
    const fd = this.directory.open(file, 'read');
    try {
      const piece = Buffer.allocUnsafe(HASHED_PIECE_BYTES);
      for (let at = 0; at < bytes; ) {
        const { bytesRead } = await readAsync(fd, piece, 0, piece.length, at);
        if (bytesRead === 0) break;
        for (const hasher of hashers.values()) hasher.update(piece.subarray(0, bytesRead));
        at += bytesRead;
      }
    } finally {
      closeSync(fd);
    }
    return new Map([...hashers].map(([name, hasher]) => [name, hasher.digest()]));
  }
}

const isAppended = ({ exchange }: Transfer): boolean => rowOf(exchange.command!.verb)?.appends === true;
/** It moves only what a file lacks (REST, APPE). */
const isPart = (transfer: Transfer): boolean =>
  isAppended(transfer) || ((transfer.restart ?? 0) > 0 && !transfer.restartIgnored);

/** In the order in which they were asked for. */
const byCommand = (a: ExtractedFile, b: ExtractedFile): number =>
  a.transfer.exchange.command!.frame - b.transfer.exchange.command!.frame;

/** Of parts of one file the same: where the path is not known, the name within one session. */
function fileKey({ session }: DataConnection, { exchange, path: name }: Transfer): string {
  const { verb, argument } = exchange.command!;
  const place = name === null || isRelative(name) ? `#${session.control.number} ${name ?? argument}` : name;
  return `${session.server.address} ${session.server.port} ${rowOf(verb)?.transfer === 'download' ? 'down' : 'up'} ${place}`;
}

/** Whether a name may have come to mean another file between two transfers of one session. */
function movedBetween(earlier: Transfer, { data, transfer }: PartEntry): boolean {
  return data.session.exchanges
    .slice(earlier.exchange.index, transfer.exchange.index)
    .some(({ command }) => rowOf(command?.verb)?.changesNames);
}

/** Files, not listings. */
const wanted = (transfer: Transfer): boolean => rowOf(transfer.exchange.command!.verb)?.transfer !== 'listing';

const evidenceOfParts = (parts: readonly PartEntry[]) => parts.flatMap(({ transfer }) => [...transfer.evidence]);

function newEntry(data: DataConnection, transfer: Transfer): FileEntry {
  const { server } = data.session;
  return {
    file: null,
    published: false,
    server: `${server.address} port ${server.port}`,
    path: transfer.path ?? (transfer.exchange.command!.argument || null),
    renamed: false,
    bytes: 0,
    sha256: null,
    hashes: {},
    missing: [],
    lostAt: null,
    verdict: transfer.verdict,
    whole: false,
    evidence: [],
    contentType: null,
    lineEndsConverted: false,
    parts: [{ data, transfer, first: null, last: null, range: [0, 0] }],
    note: null,
    problem: null,
  };
}
