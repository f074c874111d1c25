// npm run conformance [-- --captures DIR]: writes docs/conformance.md, case by case ftp-sniff beside tshark (where that
// is installed; without it the table stays as it is). With --captures DIR it writes the cases as capture files instead.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Scripted, scripted } from '../test/support/cases.js';
import { compareFacts } from '../test/support/expectations.js';
import { connectionText, type Report } from '../test/support/report.js';
import { ROOT } from '../test/support/run.js';

const { values } = parseArgs({ options: { captures: { type: 'string' } } });
const cases = scripted();
if (values.captures !== undefined) writeCaptures(values.captures);
else await writeTable();

function fileName(each: Scripted): string {
  return path.basename(each.folder);
}

function writeCaptures(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const each of cases) writeFileSync(path.join(folder, `${fileName(each)}.pcap`), each.bytes);
  console.log(`${cases.length} captures in ${folder}`);
}

async function writeTable(): Promise<void> {
  const version = /TShark[^\d]*([\d.]+)/.exec(
    spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout ?? '',
  )?.[1];
  if (version === undefined) {
    console.log('tshark is not installed: docs/conformance.md stays as it is');
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-conformance-'));
  const rows: Row[] = [];
  try {
    for (const each of cases) rows.push(await compare(each, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const file = path.join(ROOT, 'docs', 'conformance.md');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, markdown(rows, version.replace(/\.$/, '')));
  console.log(`docs/conformance.md: ${rows.length} cases`);
}

type Score = { readonly right: number; readonly of: number };
type Row = {
  readonly each: Scripted;
  readonly facts: Score;
  readonly ours: Score;
  readonly commands: Score;
  readonly data: Score;
};

async function compare(each: Scripted, folder: string): Promise<Row> {
  const capture = path.join(folder, `${fileName(each)}.pcap`);
  writeFileSync(capture, each.bytes);
  const report = await each.report();
  const facts = compareFacts(each.script, report);
  const stated = statedConnections(each);
  const seen = tshark(capture);
  const verbs = saidVerbs(each);
  return {
    each,
    facts: { right: facts.filter((fact) => fact.right).length, of: facts.length },
    ours: { right: found(stated, connectionsOf(report)), of: total(stated) },
    commands: { right: inCommon(verbs, seen.verbs), of: verbs.length },
    data: { right: found(stated, seen.connections), of: total(stated) },
  };
}

/** 'endpoint->endpoint', the smaller first -> how many such connections there are. */
type Counts = ReadonlyMap<string, number>;

function total(counts: Counts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function found(wanted: Counts, got: Counts): number {
  return [...wanted].reduce((sum, [connection, count]) => sum + Math.min(count, got.get(connection) ?? 0), 0);
}

/** Who opened a connection is not asked here: where its SYN was not captured, nobody can know. */
function undirected(connection: string): string {
  return connection.split('->').sort().join('->');
}

function counts(all: Iterable<string>): Map<string, number> {
  const counted = new Map<string, number>();
  for (const each of [...all].map(undirected)) counted.set(each, (counted.get(each) ?? 0) + 1);
  return counted;
}

/** The data connections that the script says carried bytes; one that two sessions share (FXP) is one. */
function statedConnections(each: Scripted): Counts {
  const stated = each.script.expectations.flatMap(({ subject, arguments: [id = ''], facts }) => {
    const of = (key: string) => facts.find((fact) => fact.key === key)?.value;
    const connection = of('connection');
    const carried = [...each.script.sent.keys()].some((key) => !/^(control|a|b) /.test(key));
    const isOne =
      subject === 'data' && connection !== undefined && connection !== 'none' && carried && of('bytes') !== '0';
    return isOne ? [{ session: id.split('.')[0], connection }] : [];
  });
  const most = new Map<string, number>();
  for (const session of new Set(stated.map((one) => one.session))) {
    const own = counts(stated.filter((one) => one.session === session).map((one) => one.connection));
    for (const [connection, count] of own) most.set(connection, Math.max(count, most.get(connection) ?? 0));
  }
  return most;
}

function connectionsOf(report: Report): Counts {
  const all = report.sessions.flatMap((session) => session.dataConnections).flatMap((data) => data.connection ?? []);
  const distinct = new Map(
    all.map((connection) => [`${connection.handshake.syn} ${connection.firstTime}`, connection]),
  );
  return counts([...distinct.values()].map(connectionText));
}

/** What the client really said, from the script itself. */
function saidVerbs(each: Scripted): string[] {
  const stated = each.script.expectations.flatMap(({ facts }) => facts.filter((fact) => fact.key === 'verbs'));
  return stated.flatMap((fact) => fact.value.split(' ').filter((verb) => verb !== '*'));
}

function inCommon(wanted: readonly string[], got: readonly string[]): number {
  const left = [...got];
  return wanted.filter((verb) => {
    const at = left.findIndex((each) => each.toUpperCase() === verb);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** tshark's view: the commands, and the TCP streams in which it found data of an FTP announcement. */
function tshark(capture: string): { verbs: string[]; connections: Counts } {
  const names = ['ftp.request.command', 'ftp-data.setup-frame', 'tcp.stream', 'ip.src', 'ipv6.src', 'tcp.srcport'];
  const more = ['ip.dst', 'ipv6.dst', 'tcp.dstport'];
  const fields = [...names, ...more].flatMap((name) => ['-e', name]);
  const { stdout } = spawnSync('tshark', ['-r', capture, '-T', 'fields', '-E', 'occurrence=a', ...fields], {
    encoding: 'utf8',
  });
  const verbs: string[] = [];
  const streams = new Map<string, string>();
  const data = new Set<string>();
  for (const line of stdout.split('\n')) {
    const [command = '', setup = '', stream = '', ip4, ip6, port, to4, to6, toPort] = line.split('\t');
    if (command !== '') verbs.push(...command.split(','));
    const end = (v4 = '', v6 = '', number = '') => (v6 === '' ? `${v4}:${number}` : `[${v6}]:${number}`);
    if (!streams.has(stream)) streams.set(stream, `${end(ip4, ip6, port)}->${end(to4, to6, toPort)}`);
    if (setup !== '') data.add(stream);
  }
  return { verbs, connections: counts([...data].map((stream) => streams.get(stream)!)) };
}

function markdown(rows: readonly Row[], version: string): string {
  const all = (of: (row: Row) => Score): Score =>
    rows.map(of).reduce((a, b) => ({ right: a.right + b.right, of: a.of + b.of }), { right: 0, of: 0 });
  const text = ({ right, of }: Score) => (of === 0 ? '–' : right === of ? `${right}/${of}` : `**${right}/${of}**`);
  const lines = [
    '# Conformance',
    '',
    `Written by \`npm run conformance\` from the ${rows.length} cases in [fixtures/conformance](../fixtures/conformance/README.md):`,
    `ftp-sniff beside tshark ${version}. Where less than everything is right, the figure is bold.`,
    '',
    '- **facts**: what the case states by hand (commands, replies, announcements, outcomes, bytes, hashes), and how much of it the report of ftp-sniff says.',
    '- **data connections**: those that carry bytes and that the case ties to an announcement or a transfer; found by ftp-sniff, and by tshark (`ftp-data.setup-frame`).',
    '- **commands**: where the case lists them, how many `ftp.request.command` of tshark has.',
    '',
    'tshark does more than FTP and is asked here only for what its fields say; a dash means that the case does not ask.',
    '',
    '| case | what it is | facts | data connections | tshark: data connections | tshark: commands |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const name = fileName(row.each);
      const link = `[${name}](../fixtures/conformance/${name}/script.txt)`;
      return `| ${link} | ${row.each.script.title} | ${text(row.facts)} | ${text(row.ours)} | ${text(row.data)} | ${text(row.commands)} |`;
    }),
    `| **all** | | ${text(all((row) => row.facts))} | ${text(all((row) => row.ours))} | ${text(all((row) => row.data))} | ${text(all((row) => row.commands))} |`,
    '',
  ];
  return lines.join('\n');
}
