/** The ladder, the dialogue, and the packets under them. */
import type { Format } from '../../format.js';

export const LADDER = {
  making: 'Making the rows of this session ...',
  choose: 'Choose a session first: 1, then Enter.',
  filteredAway: (filter: string) =>
    `Nothing fits the filter: ${filter}\nEsc shows all rows again, f changes the filter.`,
  joined: 'One ladder:',
  ofSession: (session: number, sentence: string) => `Session ${session}: ${sentence}`,
  noDialogue: 'No command and no reply that can be read.',
  frame: 'frame',
  time: 'time',
  utc: 'UTC',
  clientSays: 'client',
  serverAnswers: 'server',
  toServer: (from: string, fromPort: number, toPort: number) => `${from} to server, port ${fromPort} to ${toPort}`,
  toClient: (to: string, fromPort: number, toPort: number) => `server to ${to}, port ${fromPort} to ${toPort}`,
  client: 'client',
  server: 'server',
  control: 'control connection',
  data: (id: string) => `data connection ${id}`,
  frameOf: (frame: number) => `frame ${frame}`,
  framesOf: (first: number, last: number) => `frames ${first} to ${last}`,
  seconds: (seconds: string) => `${seconds} s`,
  said: (frame: number | null, by: string, text: string) =>
    frame === null ? `${by}: ${text}` : `Frame ${frame}, ${by}: ${text}`,
  saidWith: (frame: number | null, by: string, text: string, remark: string) =>
    frame === null ? `${by}: ${text}. ${remark}` : `Frame ${frame}, ${by}: ${text}. ${remark}`,
  segment: (bytes: number, flags: string, f: Format) =>
    bytes > 0 ? `${f.plural(bytes, { one: '# byte', other: '# bytes' })}, ${flags}` : flags,
  segmentGone: (why: string) => `no longer held in memory, and cannot be read again: ${why}`,
  see: (frames: string) => `See ${frames}.`,
} as const;

export const PACKET = {
  choose: 'Choose a row with a frame first: Enter in the ladder.',
  notRead: (frame: number) => `Frame ${frame} has not been read yet.`,
  gone: (frame: number, why: string) =>
    `Frame ${frame} is no longer held in memory, and cannot be read again: ${why}.\nIts row in the ladder still shows what it was.`,
  goneShort: (frame: number, f: Format) => `Frame ${f.count(frame)} is no longer held in memory.`,
  heading: 'No packet of its own: a heading.',
  frame: (frame: number) => `Frame ${frame}`,
  captured: (bytes: number, f: Format) => f.plural(bytes, { one: '# byte captured', other: '# bytes captured' }),
  capturedOf: (bytes: number, original: number, f: Format) =>
    `${f.plural(bytes, { one: '# byte', other: '# bytes' })} captured of ${f.bytes(original)} on the wire`,
  bytes: (bytes: number, f: Format) => f.plural(bytes, { one: '# byte', other: '# bytes' }),
  onlyHeld: (bytes: number, why: string, f: Format) => `only ${f.count(bytes)} are still held: ${why}`,
  moreBytes: (bytes: number, f: Format) => `… ${f.plural(bytes, { one: '# more byte', other: '# more bytes' })}: Enter`,
  clock: (time: string) => `${time} UTC`,
  seconds: (time: string) => `${time} s`,
  way: (connection: string, from: string, to: string) => `${connection}, ${from} → ${to}`,
  /** Relative to the initial sequence number, and as it is in the header. */
  relative: (number: number, header: number) => `${number} (relative; ${header} in the header)`,
  scaled: (header: number, bytes: number, scale: number, f: Format) =>
    `${f.count(header)} (scaled by ${f.count(scale)}: ${f.count(bytes)} bytes)`,
  ftp: {
    layer: 'File Transfer Protocol',
    command: 'Command',
    argument: 'Argument',
    directory: 'In directory',
    note: 'Note',
    code: 'Code',
    text: 'Text',
    commandIs: (verb: string) => `command ${verb}`,
    replyIs: (code: string) => `reply ${code}`,
  },
} as const;
