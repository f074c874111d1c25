/** Damage of the input. */
import { hexNumber } from '../../bytes/digits.js';
import { escapeText } from '../../bytes/text.js';
import type { ProblemParams } from '../../capture/codes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { compressionDamage } from './compression.js';
import { ERRORS } from './errors.js';
import { whatFailed } from './systemErrors.js';

const packets = (count: number, f: Format): string => f.plural(count, { one: '# packet', other: '# packets' });
const block = (type: number): string => `a block of type ${hexNumber(type, 8)}`;

export const PROBLEMS: Messages<ProblemParams> = {
  'truncated-file': (params, f) => {
    switch (params.part) {
      case 'header':
        return params.wholeBytes === null
          ? `the file header is cut short: ${params.bytes} bytes`
          : `the file header is cut short: ${params.bytes} of ${params.wholeBytes} bytes`;
      case 'record':
        return `cut short in the middle of frame ${params.frame} (${f.plural(params.bytes, { one: '# byte', other: '# bytes' })} of it at byte ${f.count(params.at)})`;
      case 'block':
        return params.frame === 0
          ? `cut short before the first frame, in the middle of a block at byte ${f.count(params.at)}`
          : `cut short after frame ${f.count(params.frame)}, in the middle of a block at byte ${f.count(params.at)}`;
      case 'table':
        return 'the table of frames is missing: read one after the other';
      case 'frame':
        return `frame ${params.frame}, at byte ${f.count(params.at)}, is not whole; reading stopped after ${f.plural(params.frame - 1, { one: '# frame', other: '# frames' })}`;
    }
  },
  'bad-record': (params, f) => {
    switch (params.what) {
      case 'too-long':
        return `frame ${params.frame} claims ${f.count(params.capturedBytes)} captured bytes (at most ${f.count(params.limitBytes)}): corrupt from byte ${f.count(params.at)} on; reading stopped there`;
      case 'lengths':
        return `frame ${params.frame} claims ${f.count(params.capturedBytes)} captured bytes in a record of ${f.count(params.recordBytes)}: corrupt from byte ${f.count(params.at)} on; reading stopped there`;
      case 'unread':
        return `frame ${params.frame} cannot be read (${escapeText(params.error)}); reading stopped there`;
      case 'cut-to-block':
        return `${packets(params.count, f)} longer than the block around: cut to the block`;
    }
  },
  'bad-block': (params, f) => {
    const place = `corrupt from byte ${f.count(params.at)} on, after frame ${f.count(params.frame)}; reading stopped there`;
    switch (params.what) {
      case 'length':
        return `${block(params.type)} claims ${f.plural(params.bytes, { one: '# byte', other: '# bytes' })}: ${place}`;
      case 'lengths-differ':
        return `the two lengths of ${block(params.type)} differ: ${place}`;
      case 'byte-order':
        return `a section header without byte-order magic: ${place}`;
    }
  },
  'unknown-version': ({ format, version, readAs }) => `${format} version ${version} is unknown; read as ${readAs}`,
  'time-out-of-range': ({ count }, f) =>
    `${packets(count, f)} with a fraction of a second out of range: carried over into the seconds`,
  'too-many-interfaces': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# interface', other: '# interfaces' })} beyond ${f.count(limit)} ignored`,
  'no-time': ({ count }, f) => `${packets(count, f)} without a time (simple packet blocks)`,
  'unknown-interface': ({ count }, f) => `${packets(count, f)} of an interface that is not described: left out`,
  'bad-option': ({ count, what }, f) =>
    what === 'time-unit'
      ? `${f.plural(count, { one: '# time unit option of an interface has', other: '# time unit options of interfaces have' })} a bad length: ignored`
      : `options with a bad length in ${f.plural(count, { one: '# block', other: '# blocks' })}: the rest ignored`,
  'too-many-secrets': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# TLS key', other: '# TLS keys' })} beyond the first ${f.count(limit)} ignored`,
  'bad-compression': compressionDamage,
  'unreadable-file': ({ error }, f) => `${messageOf(ERRORS, error, f)}; this file was left out`,
  'read-error': ({ frame, error }) => `reading failed after frame ${frame} (${error})`,
  'local-times': () =>
    'times are those of the clock of the capturing machine, taken for UTC: NetMon does not record its time zone',
  'arrival-times': () =>
    "times are those of arrival in this program, up to a millisecond after the kernel's; for exact ones: --engine dumpcap or tcpdump",
  promiscuous: () => 'promiscuous mode is on all the same: the package cap cannot capture without it',
  'cut-packets': ({ count, bytes }, f) =>
    `${packets(count, f)} cut to ${bytes} bytes (segmentation offload makes longer ones; ethtool -K DEVICE gso off tso off gro off)`,
  'ring-overrun': ({ count, ringPackets }, f) =>
    `the capture stood still ${f.plural(count, { one: '# time', other: '# times' })} for so long that its ring of ${packets(ringPackets, f)} was full afterwards: packets were probably lost, how many is not known; -B makes the ring larger`,
  'device-lost': ({ device, engine, text }) =>
    text === ''
      ? `the capture on ${escapeText(device)} ended by itself (${engine}): the device went down or away; what came before is reported`
      : `the capture on ${escapeText(device)} ended by itself (${engine}: ${escapeText(text)}); what came before is reported`,
  'device-lost-again': ({ count }, f) =>
    `the capture ended by itself ${f.plural(count, { one: '# more time', other: '# more times' })}: not listed`,
  'device-again': ({ device, seconds }, f) =>
    `${escapeText(device)} is captured on again after ${f.duration(seconds * 1e9)}; what passed meanwhile is missing`,
  'memory-full': ({ packets: taken, limitMib }, f) =>
    `the memory of ${f.count(limitMib)} MiB was nearly full after ${packets(taken, f)}: reading ended there, and what was read is reported; NODE_OPTIONS=--max-old-space-size=${limitMib * 2} doubles it, -f or --format ndjson need less`,
  'report-cut': ({ packets: taken, folder, error, goesOn }, f) =>
    goesOn
      ? `the report cannot be kept in ${escapeText(folder)} until its end: ${whatFailed(error)}; sessions that had not ended after ${packets(taken, f)} are not in it; TMPDIR names another folder, --format ndjson needs none`
      : `the report cannot be kept in ${escapeText(folder)} until its end: ${whatFailed(error)}; reading ended after ${packets(taken, f)}, and what was read is reported; TMPDIR names another folder, --format ndjson needs none`,
  'kernel-drops': ({ count }, f) =>
    `${packets(count, f)} dropped by the kernel because they were not fetched in time; -B makes its buffer larger`,
  'interface-drops': ({ count }, f) => `${packets(count, f)} dropped by the interface`,
  'queue-full': ({ count }, f) =>
    `${packets(count, f)} dropped because analysis could not keep up; a capture filter (-f) lets less through`,
};
