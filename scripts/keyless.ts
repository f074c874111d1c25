// npm run keyless [-- [--halves] FOLDER ...]: how well encrypted sessions are read without their keys, measured where the keys are
// known (every recording is read with them and without them) and on dialogues in the clear of which only the lengths are
// given. Without folders: the project's fixtures, and the figures are written to docs/ftps.md. --halves: recordings with
// keys that are divided by the hash of their names, one half for tuning and one that is read at the end alone; those
// figures are written there too.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Analyzer } from '../src/analyzer.js';
import { openStream } from '../src/capture/formats.js';
import { Pump } from '../src/capture/pump.js';
import { decodeAmong, type TurnEvent } from '../src/ftp/keyless/decode.js';
import { anyServersTable, familyOf } from '../src/ftp/keyless/forms.js';
import type { Message, Turn } from '../src/ftp/keyless/messages.js';
import { VERBS } from '../src/ftp/keyless/verbs.js';
import { NAMED_FROM } from '../src/ftp/protocol/inferred.js';
import type { DataConnection, Exchange, Session } from '../src/ftp/protocol/session.js';
import type { Connection } from '../src/tcp/types.js';
import { growing, KeyLog } from '../src/tls/keylog.js';

const ROOT = path.join(import.meta.dirname, '..');

type Read = { readonly sessions: readonly Session[]; readonly connections: number };

async function analysed(file: string, keys: string | null): Promise<Read | null> {
  const keyLog = new KeyLog();
  if (keys) for (const line of readFileSync(keys, 'latin1').split('\n')) keyLog.add(line);
  const source = openStream(Readable.from([readFileSync(file)]), file);
  if (keys) keyLog.follow(growing(() => source.status.secrets));
  const analyzer = new Analyzer({ keyLog: keys ? keyLog : null, showPasswords: true });
  try {
    await new Pump(source, (packet) => analyzer.push(packet), analyzer.order, null).run();
  } catch {
    return null;
  }
  analyzer.finish();
  return { sessions: analyzer.sessions, connections: analyzer.connections };
}

type Tally = {
  connections: number;
  linked: number;
  surplus: number;
  /** Of those, how many were called likely or certain. */
  surplusLikely: number;
  /** Connections of the capture that belong to no session of FTP. */
  others: number;
  directions: number;
  directionsRight: number;
  bytes: number;
  bytesRight: number;
  ranges: number;
  rangesRight: number;
  verdicts: number;
  verdictsNamed: number;
  verdictsWrong: number;
  commands: number;
  verbs: number;
  verbsRight: number;
  classes: number;
  classesRight: number;
  replies: number;
  repliesNamed: number;
  repliesRight: number;
};
const tally = (): Tally => ({
  connections: 0,
  linked: 0,
  surplus: 0,
  surplusLikely: 0,
  others: 0,
  directions: 0,
  directionsRight: 0,
  bytes: 0,
  bytesRight: 0,
  ranges: 0,
  rangesRight: 0,
  verdicts: 0,
  verdictsNamed: 0,
  verdictsWrong: 0,
  commands: 0,
  verbs: 0,
  verbsRight: 0,
  classes: 0,
  classesRight: 0,
  replies: 0,
  repliesNamed: 0,
  repliesRight: 0,
});

/** Bins of probability, and how often the likeliest verb was right in each. */
const EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.97, 1.01];
const bins = () => EDGES.slice(1).map(() => ({ sum: 0, right: 0, count: 0 }));

const classOf = (verb: string): string | null => VERBS.find((row) => row.verb === verb)?.class ?? null;

type Guess = {
  readonly verbs: readonly { verb: string; p: number }[];
  readonly classes: readonly { class: string; p: number }[];
  readonly reply: { digit: number; p: number } | null;
};

function count(
  t: Tally,
  calibration: ReturnType<typeof bins>,
  guess: Guess,
  { command, code, replies }: Exchange,
): void {
  const { verb } = command!;
  t.commands++;
  const [best] = guess.verbs;
  if (best) {
    const bin = calibration[EDGES.findIndex((edge) => best.p < edge) - 1]!;
    bin.count++;
    bin.sum += best.p;
    bin.right += best.verb === verb ? 1 : 0;
  }
  if (best && best.p >= NAMED_FROM) {
    t.verbs++;
    t.verbsRight += best.verb === verb ? 1 : 0;
    if (best.verb !== verb && process.env.VERBOSE)
      console.error(
        `  ${best.verb} ${best.p.toFixed(3)} is ${verb} ${command!.argument} -> ${replies.map(({ code: c, text }) => `${c} ${text.slice(0, 60)}`).join(' | ')}`,
      );
  } else if (process.env.VERBOSE === '2')
    console.error(
      `  unsure ${guess.verbs.map((one) => `${one.verb} ${one.p.toFixed(2)}`)} is ${verb} ${command!.argument} -> ${replies.map(({ code: c, text }) => `${c} ${text.slice(0, 60)}`).join(' | ')}`,
    );
  const [kind] = guess.classes;
  if (kind && kind.p >= NAMED_FROM) {
    t.classes++;
    t.classesRight += kind.class === classOf(verb) ? 1 : 0;
  }
  if (code !== null) {
    t.replies++;
    if (guess.reply && guess.reply.p >= NAMED_FROM) {
      t.repliesNamed++;
      t.repliesRight += guess.reply.digit === Math.floor(code / 100) ? 1 : 0;
    }
  }
}

const sameEnds = (a: Connection, b: Connection): boolean => a.number === b.number || a.firstFrame === b.firstFrame;

function compare(t: Tally, calibration: ReturnType<typeof bins>, keyed: Session, plain: Session | undefined): void {
  const known = keyed.dataConnections.filter(({ connection }) => connection !== null);
  const found = plain?.dataConnections.filter(({ connection }) => connection !== null) ?? [];
  t.connections += known.length;
  const surplus = found.filter((one) => !known.some((other) => sameEnds(one.connection!, other.connection!)));
  if (process.env.VERBOSE)
    for (const one of surplus)
      console.error(`  falsely linked: ${one.confidence}`, one.connection!.firstFrame, JSON.stringify(one.because));
  t.surplus += surplus.length;
  t.surplusLikely += surplus.filter(({ confidence }) => confidence !== 'inferred').length;
  for (const data of known) {
    const other = found.find((one) => sameEnds(one.connection!, data.connection!));
    if (!other) {
      if (process.env.VERBOSE) console.error(`  not linked: ${data.mode} ${data.connection!.firstFrame}`);
      continue;
    }
    t.linked++;
    compareTransfers(t, data, other);
  }
  // Commands that were sent together have one frame.
  const left = keyed.exchanges.filter(({ command }) => command !== null);
  for (const turn of plain?.inferred?.turns ?? []) {
    const at = left.findIndex(({ command }) => command!.frame === turn.command?.frame);
    const [exchange] = at < 0 ? [] : left.splice(at, 1);
    if (exchange) count(t, calibration, turn, exchange);
  }
}

function compareTransfers(t: Tally, { transfer }: DataConnection, { inferred }: DataConnection): void {
  if (!transfer || !inferred) return;
  t.directions++;
  t.directionsRight += (transfer.direction === 'upload') === (inferred.direction === 'upload') ? 1 : 0;
  if (transfer.contentBytes !== null) {
    if (inferred.exact) {
      t.bytes++;
      t.bytesRight += inferred.content.max === transfer.contentBytes ? 1 : 0;
    } else {
      t.ranges++;
      t.rangesRight +=
        inferred.content.min <= transfer.contentBytes && transfer.contentBytes <= inferred.content.max ? 1 : 0;
    }
  }
  if (transfer.verdict === 'unknown') return;
  t.verdicts++;
  if (inferred.verdict !== transfer.verdict && process.env.VERBOSE)
    console.error(
      `  ${inferred.verdict} is ${transfer.verdict}`,
      JSON.stringify(inferred.evidence),
      JSON.stringify(inferred.turn?.verbs),
      JSON.stringify(inferred.turn?.reply),
      transfer.exchange.command?.verb ?? '',
      JSON.stringify(transfer.exchange.replies.map(({ text, code }) => [code, text])),
    );
  if (inferred.verdict === 'unknown') return;
  t.verdictsNamed++;
  t.verdictsWrong += inferred.verdict === transfer.verdict ? 0 : 1;
}

/** The lengths of a dialogue that was read: lines with their ends, as their servers write them. */
function lengthsOf({ exchanges, server, dataConnections }: Session): {
  turns: Turn[];
  events: TurnEvent[];
  exchanges: Exchange[];
  greeting: string;
} {
  const greeting = exchanges[0]?.command === null ? (exchanges[0].replies[0]?.text ?? '') : '';
  const oneRecord = /pyftpdlib/.test(greeting);
  const message = (from: Message['from'], bytes: number, frame: number, timeNs: number): Message => ({
    from,
    min: bytes,
    max: bytes,
    bytes,
    frame,
    timeNs,
  });
  const sent = exchanges.filter(({ command }) => command !== null);
  const turns = sent.map(({ command, replies }) => ({
    command: message(
      'client',
      Buffer.byteLength(`${command!.verb}${command!.argument === '' ? '' : ` ${command!.argument}`}`) + 2,
      command!.frame,
      command!.timeNs,
    ),
    replies: replies.flatMap(({ text, lastFrame, timeNs }) => {
      const lines = text.split('\n');
      const lengths = lines.map((line, i) => Buffer.byteLength(line) + 2 + (i === 0 || i === lines.length - 1 ? 4 : 0));
      const whole = oneRecord ? [lengths.reduce((a, b) => a + b, 0)] : lengths;
      return whole.map((bytes) => message('server', bytes, lastFrame, timeNs));
    }),
  }));
  const events = sent.map((exchange, i): TurnEvent => {
    const announced = dataConnections.find((data) => data.exchange === exchange && data.connection !== null);
    const moved = dataConnections.find((data) => data.transfer?.exchange === exchange && data.connection !== null);
    const { responder } = announced?.connection ?? {};
    const bytes = moved?.transfer?.contentBytes ?? null;
    return {
      last: i === sent.length - 1,
      unanswered: exchange.replies.length === 0,
      leaves: false,
      announces: responder
        ? {
            active: announced!.connection!.initiator.address === server.address && /^E?PRT|PORT$/.test(announced!.mode),
            address: responder.address,
            portDigits: String(responder.port).length,
            hostPort:
              responder.address.length + 2 + String(responder.port >> 8).length + String(responder.port & 255).length,
          }
        : null,
      moves:
        moved && bytes !== null && moved.transfer!.bytes > 0
          ? {
              direction: moved.transfer!.direction === 'upload' ? 'upload' : 'download',
              content: { min: bytes, max: bytes },
              whole: false,
            }
          : null,
    };
  });
  return { turns, events, exchanges: sent, greeting };
}

function readByLengths(t: Tally, calibration: ReturnType<typeof bins>, session: Session, known: boolean): void {
  const { turns, events, exchanges, greeting } = lengthsOf(session);
  const table = (known ? familyOf(greeting) : null) ?? anyServersTable();
  const { turns: decoded } = decodeAmong(turns, events, [table], {
    hostBytes: session.server.address.length,
    clientBytes: session.client.address.length,
    ipv6: session.server.address.includes(':'),
    client: null,
  });
  for (const [i, { verbs, classes, digits }] of decoded.entries()) {
    const digit = digits.indexOf(Math.max(...digits));
    count(
      t,
      calibration,
      {
        verbs: verbs.map((p, v) => ({ verb: VERBS[v]!.verb, p })).sort((a, b) => b.p - a.p),
        classes: [...classes].map(([name, p]) => ({ class: name, p })).sort((a, b) => b.p - a.p),
        reply: digit > 0 ? { digit, p: digits[digit]! } : null,
      },
      exchanges[i]!,
    );
  }
}

function* captures(folder: string): Generator<{ name: string; file: string; keys: string | null }> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name);
    if (statSync(at).isDirectory()) {
      const file = ['capture.pcap', 'capture.pcapng'].map((name) => path.join(at, name)).find(existsSync);
      const keys = ['keys.log', 'keys.txt'].map((name) => path.join(at, name)).find(existsSync);
      if (file) yield { name: entry.name, file, keys: keys ?? null };
    } else if (/\.(pcap|pcapng|cap)$/.test(entry.name)) yield { name: entry.name, file: at, keys: null };
  }
}

const share = (a: number, b: number): string => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)} %`);
const of = (a: number, b: number): string => (b === 0 ? '–' : `${a} of ${b}`);

/** What is measured of some captures. */
class Measured {
  /** By server, client, version and kind of cipher. */
  readonly rows = new Map<string, Tally>();
  readonly bins = { encrypted: bins(), known: bins(), unknown: bins() };
  readonly clear = { known: tally(), unknown: tally() };
  readonly families = new Map<string, Tally>();

  async add({ name, file, keys }: { name: string; file: string; keys: string | null }): Promise<void> {
    const plain = await analysed(file, null);
    const keyed = keys ? await analysed(file, keys) : plain;
    if (!plain || !keyed) return;
    let noted = false;
    for (const session of keyed.sessions) {
      if (process.env.VERBOSE) console.error(name, session.id);
      if (session.tls?.decrypted) {
        const t = this.#row(this.rows, rowOf(session, name));
        const other = plain.sessions.find(({ control }) => sameEnds(control, session.control));
        compare(t, this.bins.encrypted, session, other);
        if (!noted) t.others += keyed.connections - connectionsOf(keyed.sessions);
        noted = true;
      } else if (!session.tls && session.exchanges.length > 2) this.#clear(session);
    }
  }

  #clear(session: Session): void {
    const family = familyOf(session.exchanges[0]?.replies[0]?.text ?? '')?.name ?? null;
    if (family) {
      readByLengths(this.#row(this.families, family), this.bins.known, session, true);
      readByLengths(this.clear.known, bins(), session, true);
    }
    readByLengths(this.clear.unknown, this.bins.unknown, session, false);
  }

  #row(rows: Map<string, Tally>, name: string): Tally {
    const t = rows.get(name) ?? tally();
    rows.set(name, t);
    return t;
  }

  get all(): Tally {
    const all = tally();
    for (const t of this.rows.values()) for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += t[key];
    return all;
  }
}

const connectionsOf = (sessions: readonly Session[]): number =>
  sessions.reduce((sum, { dataConnections }) => sum + 1 + dataConnections.filter((one) => one.connection).length, 0);

/** Recordings that are divided are named after server, client and version. */
const CLIENT = /-(curl|lftp|wget|basicftp|ftplib|nodeftp)-/;
const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^noise-/, 'beside HTTPS and SMTP'],
  [/vs/, 'vsftpd'],
  [/pro/, 'ProFTPD'],
  [/pure/, 'Pure-FTPd'],
  [/^py/, 'pyftpdlib'],
  [/ftpsrv/, 'ftp-srv'],
];

function rowOf({ tls, exchanges }: Session, name: string): string {
  const client = CLIENT.exec(name)?.[1];
  const family = familyOf(exchanges[0]?.replies[0]?.text ?? '')?.name;
  const server = (client || name.startsWith('noise-') ? SERVERS.find(([p]) => p.test(name))?.[1] : family) ?? 'other';
  const suite = tls!.cipherSuite ?? '';
  const cipher = suite.includes('CBC') ? 'CBC' : suite.includes('NULL') ? 'NULL' : 'AEAD';
  return `${server} | ${client ?? '–'} | ${tls!.version} ${cipher}`;
}

const HEAD = [
  '| server | client | TLS | linked | of others, claimed (as likely) | direction right | bytes, claimed exact, right | verdicts named, wrong | verbs named, right | classes named, right |',
  '|---|---|---|---:|---:|---:|---:|---:|---:|---:|',
];
const cells = (t: Tally): string =>
  `${of(t.linked, t.connections)} | ${t.others}: ${t.surplus} (${t.surplusLikely}) | ${of(t.directionsRight, t.directions)} | ${of(t.bytesRight, t.bytes)}${t.ranges ? `; range holds ${of(t.rangesRight, t.ranges)}` : ''} | ${of(t.verdictsNamed, t.verdicts)}, ${t.verdictsWrong} | ${of(t.verbs, t.commands)}, ${t.verbsRight} | ${of(t.classes, t.commands)}, ${t.classesRight}`;

function tables(measured: Measured): string[] {
  const lines = [...HEAD];
  for (const [name, t] of [...measured.rows].sort()) lines.push(`| ${name} | ${cells(t)} |`);
  lines.push(`| **all** | | | ${cells(measured.all)} |`, '');
  return lines;
}

function clearTable({ families, clear }: Measured): string[] {
  const row = (name: string, t: Tally): string =>
    `| ${name} | ${t.commands} | ${share(t.verbs, t.commands)} | ${share(t.verbsRight, t.verbs)} | ${share(t.classes, t.commands)} | ${share(t.classesRight, t.classes)} | ${share(t.repliesNamed, t.replies)} | ${share(t.repliesRight, t.repliesNamed)} |`;
  return [
    '| dialogues in the clear, by their lengths alone | commands | verbs named | right | classes named | right | final replies named | right |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...[...families].sort().map(([name, t]) => row(name, t)),
    row('**servers of the table**', clear.known),
    row('**any server, as if it were none of the table**', clear.unknown),
    '',
  ];
}

function calibration(columns: readonly (readonly [string, ReturnType<typeof bins>])[]): string[] {
  const cell = ({ sum, right, count: n }: { sum: number; right: number; count: number }): string =>
    n === 0 ? '–' : `mean ${(sum / n).toFixed(2)}, right ${(right / n).toFixed(2)} (${n})`;
  const lines = [
    `| probability of the likeliest verb | ${columns.map(([name]) => name).join(' | ')} |`,
    `|---|${columns.map(() => '---:|').join('')}`,
  ];
  for (const i of bins().keys())
    lines.push(
      `| ${EDGES[i]}–${Math.min(1, EDGES[i + 1]!)} | ${columns.map(([, each]) => cell(each[i]!)).join(' | ')} |`,
    );
  return lines;
}

/** Writes a part of docs/ftps.md, between its mark and the next one. */
function write(part: string, lines: readonly string[]): void {
  const file = path.join(ROOT, 'docs/ftps.md');
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${part} -->\n`, `<!-- end of ${part} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/ftps.md has no place for ${part}`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${lines.join('\n').trimEnd()}\n\n${text.slice(to)}`);
}

/** The half of a recording, by its name: decided before anything was measured. */
const tuned = (name: string): boolean =>
  Number.parseInt(createHash('sha256').update(name).digest('hex')[0]!, 16) % 2 === 0;

async function halves(folders: readonly string[]): Promise<string[]> {
  const [a, b, noise] = [new Measured(), new Measured(), new Measured()];
  for (const folder of folders)
    for (const each of captures(folder))
      if (each.keys) await (each.name.startsWith('noise-') ? noise : tuned(each.name) ? a : b).add(each);
  return [
    '**Half A**, which was looked at while the tables were made:',
    '',
    ...tables(a),
    '**Half B**, which was read once, at the end:',
    '',
    ...tables(b),
    '**Beside HTTPS and SMTP** of the same hosts, to ports as passive ones are, at the same time:',
    '',
    ...tables(noise),
    ...calibration([
      ['half A', a.bins.encrypted],
      ['half B', b.bins.encrypted],
    ]),
  ];
}

async function fixtures(folders: readonly string[]): Promise<string[]> {
  const measured = new Measured();
  for (const folder of folders) for (const each of captures(folder)) await measured.add(each);
  const { encrypted, known, unknown } = measured.bins;
  return [
    ...tables(measured),
    ...clearTable(measured),
    ...calibration([
      ['encrypted recordings', encrypted],
      ['servers of the table', known],
      ['unknown servers', unknown],
    ]),
  ];
}

const args = process.argv.slice(2);
const divided = args[0] === '--halves';
const folders = divided ? args.slice(1) : args;
const lines = divided
  ? await halves(folders)
  : await fixtures(folders.length > 0 ? folders : [path.join(ROOT, 'fixtures')]);
console.log(lines.join('\n'));
if (divided) write('halves', lines);
else if (folders.length === 0) write('fixtures', lines);
