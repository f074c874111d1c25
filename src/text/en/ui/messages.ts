/** What the line at the bottom answers to keys. */
import type { Format } from '../../format.js';

export const MESSAGES = {
  sorted: (column: string) => `Sorted by ${column}.`,
  times: {
    start: 'Times since the start of the capture.',
    delta: 'Times since the row before.',
    clock: 'Times of the clock, UTC.',
  },
  colors: {
    kind: 'Coloured by kind.',
    connection: 'Coloured by connection.',
    direction: 'Coloured by direction.',
  },
  theme: (name: string, about: string) => `Theme '${name}': ${about}.`,
  drawings: 'Drawings again.',
  sentences: 'Sentences instead of drawings.',
  nothingToCopy: 'Nothing to copy.',
  copied: 'Copied.',
  copiedWithFilter: (filter: string) => `Copied. In Wireshark: ${filter}`,
  noCounterpart: 'No other row belongs to this one.',
  noLaterPacket: 'No later packet of this connection.',
  noEarlierPacket: 'No earlier packet of this connection.',
  lastSession: 'This is the last session.',
  firstSession: 'This is the first session.',
  noPacketOfRow: 'No packet belongs to this row; what it means is beside it.',
  filtered: (filter: string) => `Sessions with ${filter}; Esc shows all again.`,
  quitLive: 'The capture runs: q again ends it and leaves.',
  quitUnsaved: 'These packets are in no file: q again leaves, s saves them.',
  focused: (id: string) => `Only data connection ${id} and its commands; z or Esc shows all.`,
  allRows: 'All rows are shown again.',
  allSessions: 'All sessions are shown again.',
  firstLevel: 'This is the first level; q leaves.',
  nothingToOpen: 'Nothing to open here.',
  nothingToFold: 'Nothing to open or close here.',
  noPane: 'There is no explanation on the screen: e shows it.',
  wholePane: 'All of it is on the screen.',
  endOfPane: 'This is its end.',
  startOfPane: 'This is its beginning.',
  noFrame: (typed: string, last: number, f: Format) =>
    `There is no frame '${typed}'; frames go from 1 to ${f.count(last)}.`,
  tooManyHosts: (hosts: number, most: number) =>
    `The marked sessions have ${hosts} hosts; one ladder has lifelines for ${most}.`,
  noTransferHere: 'No transfer belongs to this row.',
  lastTransfer: 'No transfer after this one.',
  firstTransfer: 'No transfer before this one.',
  searchStopped: 'The search was stopped.',
  nothingSearched: 'Nothing is searched for; / begins a search.',
  notFound: (words: string) => `'${words}' is not here.`,
  frameWithoutRow: (frame: number) => `Frame ${frame} has no row here.`,
  noFindingAfter: 'No finding after this row.',
  noFindingBefore: 'No finding before this row.',
  searching: (share: number, rows: number, f: Format) =>
    `Searching ... ${f.percent(share)} of ${f.plural(rows, { one: '# row', other: '# rows' })}; any key stops.`,
  paused: 'Paused: packets wait. p resumes.',
  resumed: 'Resumed.',
  captureEnded: 'The capture has ended.',
  configuration: (path: string, problem: string) => `${path}: ${problem}`,
  configurationAndMore: (path: string, problem: string, more: number) => `${path}: ${problem} (and ${more} more)`,
} as const;

/** The save menu, and how saving went. */
export const SAVING = {
  title: 'Save:',
  titleOfSession: (session: number) => `Save session ${session}:`,
  titleOfSome: (sessions: number, f: Format) =>
    `Save ${f.plural(sessions, { one: '# session', other: '# sessions' })}:`,
  titleOfMarked: (marked: number) => `Save ${marked} marked:`,
  nothing: 'nothing',
  choices: {
    text: { label: 'text report', short: 'text' },
    json: { label: 'JSON report', short: 'JSON' },
    joinedPicture: { label: 'this ladder (SVG)', short: 'ladder SVG' },
    joinedDiagram: { label: 'this ladder (Mermaid)', short: 'ladder Mermaid' },
    picture: { label: 'picture (SVG)', short: 'SVG' },
    diagram: { label: 'diagram (Mermaid)', short: 'Mermaid' },
    page: { label: 'page (HTML)', short: 'HTML' },
    ticket: { label: 'text for a ticket (Markdown)', short: 'ticket' },
    tables: { label: 'tables (CSV)', short: 'CSV' },
    comments: { label: 'packets with comments (pcapng)', short: 'pcapng' },
    pcap: { label: 'packets (pcap)', short: 'pcap' },
    files: { label: 'transferred files (folder)', short: 'files' },
  },
  contentOf: (id: string) => `content of ${id}`,
  itsPicture: 'its SVG',
  itsDiagram: 'its Mermaid',
  pictureOf: (id: string) => `SVG of ${id}`,
  diagramOf: (id: string) => `Mermaid of ${id}`,
  tables: (tables: number, name: string) => `Saved ${tables} tables as ${name}.`,
  nothingSaved: 'Nothing was saved.',
  noName: 'Nothing was saved: no name was given.',
  noTransfer: 'No transfer was chosen.',
  report: (sessions: number, name: string, f: Format) =>
    `Saved ${f.plural(sessions, { one: '# session', other: '# sessions' })} as ${name}.`,
  packets: (packets: number, sessions: number, name: string, f: Format) =>
    `Saved ${f.plural(packets, { one: '# packet', other: '# packets' })} of ${f.plural(sessions, { one: '# session', other: '# sessions' })} as ${name}`,
  files: (whole: number, name: string, f: Format) =>
    `Saved ${f.plural(whole, { one: '# complete file', other: '# complete files' })} in ${name}`,
  filesAndPartial: (whole: number, partial: number, name: string, f: Format) =>
    `Saved ${f.plural(whole, { one: '# complete file', other: '# complete files' })} and ${f.count(partial)} incomplete in ${name}`,
  bytes: (bytes: number, name: string, f: Format) =>
    `Saved ${f.plural(bytes, { one: '# byte', other: '# bytes' })} as ${name}`,
  whole: (saved: string) => `${saved}.`,
  withoutPackets: (saved: string, lost: number, option: string, f: Format) =>
    `${saved}; ${f.plural(lost, { one: '# packet is', other: '# packets are' })} no longer held in memory: ${option} keeps all.`,
  withZeros: (saved: string, missing: number, f: Format) =>
    `${saved}; ${f.plural(missing, { one: '# byte not in the capture is zero', other: '# bytes not in the capture are zeros' })}.`,
  cutShort: (saved: string) => `${saved}; what follows is not in the capture.`,
} as const;
