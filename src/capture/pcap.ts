/** Classic pcap files: pcap-parser reads the records, `PcapGuard` stands in front of it. */

import { EventEmitter } from 'node:events';
import pcapParser, { type ParsedPacket } from 'pcap-parser';
import { formatCount, plural } from '../bytes/digits.js';
import { NS_PER_SECOND } from '../bytes/units.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import { fileLinkType } from './linkTypes.js';
import type { Packet } from './packet.js';
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

/** Reads a pcap file whose magic number `isPcap` knows. Damage ends the iteration and becomes a problem. */
export async function* readPcap(
  window: ByteWindow,
  problems: Problems,
  mark?: PageMark,
): AsyncGenerator<readonly Packet[]> {
  const { status } = problems;
  if (!(await window.need(PCAP_FILE_HEADER_BYTES))) {
    const message = `the file header is cut short: ${window.length} of ${PCAP_FILE_HEADER_BYTES} bytes`;
    problems.damage('truncated-file', null, message);
    return;
  }
  const header = readPcapHeader(window.bytes, window.start);
  window.consume(PCAP_FILE_HEADER_BYTES);
  const linkType = fileLinkType(header.linkType);
  problems.linkType(linkType);
  if (header.nanoseconds) status.fractionDigits = 9;
  if (!header.versionKnown) {
    problems.add('unknown-version', null, `pcap version ${header.version} is unknown; read as 2.4`);
  }

  // The parser does not know nanoseconds: in the dialect it is given the fraction is just a number.
  const fractionsPerSecond = header.nanoseconds ? NS_PER_SECOND : 1_000_000;
  const nanosecondsPerFraction = header.nanoseconds ? 1 : 1_000;
  let frame = 0;
  let batch: Packet[] = [];
  let failure: Error | undefined;

  const guard = new PcapGuard(header);
  const pages = pcapPages(header, linkType);
  const stream = new GuardedStream();
  const parser = pcapParser.parse(stream);
  parser.on('error', (error) => {
    failure = error;
  });
  parser.on('packet', ({ header: record, data }: ParsedPacket) => {
    frame++;
    let seconds = record.timestampSeconds;
    let fraction = record.timestampMicroseconds;
    if (fraction >= fractionsPerSecond) {
      problems.count('time-out-of-range', frame, outOfRange);
      seconds += Math.floor(fraction / fractionsPerSecond);
      fraction %= fractionsPerSecond;
    }
    batch.push({
      frame,
      seconds,
      nanoseconds: fraction * nanosecondsPerFraction,
      linkType,
      originalBytes: record.originalLength,
      bytes: data,
    });
  });
  stream.feed(guard.fileHeader(), 0, PCAP_FILE_HEADER_BYTES);

  while (failure === undefined) {
    let end = Math.min(window.end, window.start + LIMITS.batchBytes);
    guard.scan(window.bytes, window.start, end);
    if (guard.takenBytes === 0 && guard.bad === undefined) {
      end = window.end;
      guard.scan(window.bytes, window.start, end);
    }
    if (guard.soundBytes > 0) {
      mark?.(frame + 1, window.consumedBytes, pages);
      stream.feed(window.bytes, window.start, window.start + guard.soundBytes);
      window.consume(guard.takenBytes);
      const packets = batch;
      batch = [];
      yield packets;
    }
    if (guard.bad !== undefined || (end === window.end && !(await window.more()))) break;
  }

  const last = frame === 0 ? null : frame;
  if (failure !== undefined) {
    problems.damage(
      'bad-record',
      last,
      `frame ${frame + 1} cannot be read (${failure.message}); reading stopped there`,
    );
  } else if (guard.bad !== undefined) {
    const { capturedBytes, limitBytes } = guard.bad;
    const claim = `frame ${frame + 1} claims ${formatCount(capturedBytes)} captured bytes (at most ${formatCount(limitBytes)})`;
    const place = `byte ${formatCount(window.consumedBytes)}`;
    problems.damage('bad-record', last, `${claim}: corrupt from ${place} on; reading stopped there`);
  } else if (window.length > 0) {
    const place = `${plural(window.length, 'byte')} of it at byte ${formatCount(window.consumedBytes)}`;
    problems.damage('truncated-file', last, `cut short in the middle of frame ${frame + 1} (${place})`);
  }
}

const outOfRange = (count: number): string =>
  `${plural(count, 'packet')} with a fraction of a second out of range: carried over into the seconds`;
