/** Classic pcap files: pcap-parser reads the records, `PcapGuard` stands in front of it. */

import { EventEmitter } from 'node:events';
import pcapParser, { type ParsedPacket } from 'pcap-parser';
import { NS_PER_SECOND } from '../bytes/units.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import { fileLinkType } from './linkTypes.js';
import type { Packet } from './packet.js';
import { withRecordSize } from './pcapDialect.js';
import { PCAP_FILE_HEADER_BYTES, PcapGuard, readPcapHeader } from './pcapGuard.js';
import { pcapPages } from './pcapPages.js';
import { RecordCursor } from './recordCursor.js';
import type { PageMark } from './reread.js';
import type { Problems } from './status.js';

/**
 * The stream that the parser is given. It only ever hands on whole, believable records, and the parser has emitted the
 * packets of a chunk when `emit` returns: no queue, no timing, and back-pressure is that nobody feeds it.
 */
class GuardedStream extends EventEmitter {
  private readonly cursor = new RecordCursor();
  private started = false;

  pause(): this {
    return this;
  }

  resume(): this {
    return this;
  }

  /** The parser keeps the first chunk, the cursor; after that 'data' without a chunk makes it go on from there. */
  feed(bytes: Uint8Array, start: number, end: number): void {
    this.cursor.moveTo(bytes, start, end);
    this.emit('data', this.started ? null : this.cursor);
    this.started = true;
  }
}

/** pcap-parser with the stream that it reads: sound bytes in, packets out. */
class Parser {
  /** The last frame that it made. */
  frame = 0;
  failure: Error | undefined;
  readonly #stream = new GuardedStream();
  #batch: Packet[] = [];

  constructor(nanoseconds: boolean, linkType: number, problems: Problems) {
    // The parser does not know nanoseconds: in the dialect it is given the fraction is just a number.
    const fractionsPerSecond = nanoseconds ? NS_PER_SECOND : 1_000_000;
    const nanosecondsPerFraction = NS_PER_SECOND / fractionsPerSecond;
    const parser = pcapParser.parse(this.#stream);
    parser.on('error', (error) => {
      this.failure = error;
    });
    parser.on('packet', ({ header: record, data }: ParsedPacket) => {
      this.frame++;
      let seconds = record.timestampSeconds;
      let fraction = record.timestampMicroseconds;
      if (fraction >= fractionsPerSecond) {
        problems.count('time-out-of-range', {}, this.frame);
        seconds += Math.floor(fraction / fractionsPerSecond);
        fraction %= fractionsPerSecond;
      }
      this.#batch.push({
        frame: this.frame,
        seconds,
        nanoseconds: fraction * nanosecondsPerFraction,
        linkType,
        originalBytes: record.originalLength,
        bytes: data,
      });
    });
  }

  /** @returns the packets of bytes[start .. end), which borrow them */
  parse(bytes: Uint8Array, start: number, end: number): readonly Packet[] {
    this.#stream.feed(bytes, start, end);
    const packets = this.#batch;
    this.#batch = [];
    return packets;
  }
}

/** Reads a pcap file whose magic number `isPcap` knows. Damage ends the iteration and becomes a problem. */
export async function* readPcap(
  window: ByteWindow,
  problems: Problems,
  mark?: PageMark,
): AsyncGenerator<readonly Packet[]> {
  if (!(await window.need(PCAP_FILE_HEADER_BYTES))) {
    problems.damage('truncated-file', { part: 'header', bytes: window.length, wholeBytes: PCAP_FILE_HEADER_BYTES });
    return;
  }
  const said = readPcapHeader(window.bytes, window.start);
  window.consume(PCAP_FILE_HEADER_BYTES);
  const header = withRecordSize(said, window.bytes, window.start, window.end);
  const linkType = fileLinkType(header.linkType);
  problems.linkType(linkType);
  if (header.nanoseconds) problems.status.fractionDigits = 9;
  if (!header.versionKnown) {
    problems.add('unknown-version', { format: 'pcap', version: header.version, readAs: '2.4' });
  }

  const guard = new PcapGuard(header);
  const pages = pcapPages(header, linkType);
  const parser = new Parser(header.nanoseconds, linkType, problems);
  parser.parse(guard.fileHeader(), 0, PCAP_FILE_HEADER_BYTES);
  while (parser.failure === undefined) {
    let end = Math.min(window.end, window.start + LIMITS.batchBytes);
    guard.scan(window.bytes, window.start, end);
    if (guard.takenBytes === 0 && guard.bad === undefined) {
      end = window.end;
      guard.scan(window.bytes, window.start, end);
    }
    if (guard.soundBytes > 0) {
      mark?.(parser.frame + 1, window.consumedBytes, pages);
      const packets = parser.parse(window.bytes, window.start, window.start + guard.soundBytes);
      window.consume(guard.takenBytes);
      yield packets;
    }
    if (guard.bad !== undefined || (end === window.end && !(await window.more()))) break;
  }
  reportEnd(parser, guard, window, problems);
}

/** Why there are no more packets, where that is not the end of the file. */
function reportEnd({ frame: last, failure }: Parser, guard: PcapGuard, window: ByteWindow, problems: Problems): void {
  const frame = last + 1;
  const at = window.consumedBytes;
  if (failure !== undefined) {
    problems.damage('bad-record', { what: 'unread', frame, error: failure.message }, last);
  } else if (guard.bad !== undefined) {
    problems.damage('bad-record', { what: 'too-long', frame, ...guard.bad, at }, last);
  } else if (window.length > 0) {
    problems.damage('truncated-file', { part: 'record', frame, bytes: window.length, at }, last);
  }
}
