/** One transfer's content on its way into a file, with what the manifest says of it. */

import type { ContentSink } from '../../ftp/content/feed.js';
import { StreamDigest } from '../../ftp/content/streamDigest.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Arrival } from '../../tcp/types.js';
import { HEAD_BYTES } from '../contentType.js';
import type { SafeDirectory } from './directory.js';
import { type Backlog, FileWriter } from './fileWriter.js';
import { CONVERTS_LINE_ENDS, LocalText } from './localText.js';
import { safeComponent, safePath, serverComponent } from './names.js';

export class ExtractedFile implements ContentSink {
  readonly writer: FileWriter;
  /** Nothing more will come. */
  ended = false;
  first: Arrival | null = null;
  last: Arrival | null = null;
  /** The name on disk is not the server's. */
  readonly renamed: boolean;
  /** SHA-256 of a file whose line ends were changed; null: it is the content's. */
  readonly digest: StreamDigest | null;
  /** Where the transfer's first byte stands in the file. */
  readonly base: number;
  #head = Buffer.alloc(0);
  readonly #text: LocalText | null;
  readonly #backlog: Backlog;

  constructor(
    directory: SafeDirectory,
    backlog: Backlog,
    readonly owner: DataConnection,
    readonly transfer: Transfer,
    windows: boolean,
  ) {
    const { server } = owner.session;
    const { path, changed } = wantedPath(transfer, windows);
    const name = path.at(-1)!;
    const folder = [safeComponent(serverComponent(server), windows), ...path.slice(0, -1)];
    const isText = transfer.type === 'A' && CONVERTS_LINE_ENDS;
    const { restart } = transfer;
    this.base = restart !== null && !isText && restart <= LIMITS.extractHoleBytes ? restart : 0;
    this.#backlog = backlog;
    this.writer = new FileWriter(directory, backlog, () => directory.make(folder, name), this.base);
    this.renamed = changed || (this.writer.file !== null && this.writer.file.name !== name);
    this.#text = isText ? new LocalText((bytes, start, end) => this.#pass(bytes, start, end)) : null;
    this.digest = isText ? new StreamDigest() : null;
  }

  get convertsLineEnds(): boolean {
    return this.#text !== null;
  }

  /** The file's first bytes. */
  get head(): Uint8Array {
    return this.#head;
  }

  data(bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.#arrived(at);
    if (this.#text) this.#text.data(bytes, start, end);
    else this.#pass(bytes, start, end);
    if (this.#backlog.bytes > LIMITS.extractBacklogBytes) this.writer.flushNow();
  }

  gap(lengthBytes: number | null, at: Arrival): void {
    this.#arrived(at);
    this.#text?.settle();
    this.writer.gap(lengthBytes);
    this.digest?.gap(at.timeNs);
  }

  end(): void {
    this.#text?.settle();
    this.digest?.settle();
    this.ended = true;
  }

  #pass(bytes: Uint8Array, start: number, end: number): void {
    if (this.#head.length < HEAD_BYTES && this.writer.size - this.base === this.#head.length)
      this.#head = Buffer.concat([
        this.#head,
        bytes.subarray(start, Math.min(end, start + HEAD_BYTES - this.#head.length)),
      ]);
    this.writer.data(bytes, start, end);
    this.digest?.data(bytes, start, end, 0);
  }

  #arrived({ frame, timeNs }: Arrival): void {
    this.first ??= { frame, timeNs };
    if (this.last === null || this.last.frame !== frame) this.last = { frame, timeNs };
  }
}

/** The path below the server's directory: what the server calls the file, or else what the client did. */
function wantedPath(transfer: Transfer, windows: boolean): { path: readonly string[]; changed: boolean } {
  const command = transfer.exchange.command!;
  const original = transfer.path ?? command.argument;
  if (original === '' || original === '/') return { path: [safeComponent(command.verb)], changed: true };
  const { components, changed } = safePath(original, windows);
  return { path: components, changed };
}
