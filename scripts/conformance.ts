// npm run conformance [-- --captures DIR]: writes docs/conformance.md, case by case ftp-sniff beside tshark (where that
// is installed; without it the table stays as it is). With --captures DIR it writes the cases as capture files instead.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Scripted, scripted } from '../test/support/cases.js';
import { compareFacts } from '../test/support/expectations.js';
import { type DataConnection, endpointText, type Report } from '../test/support/report.js';
import { ROOT } from '../test/support/run.js';

const { values } = parseArgs({ options: { captures: { type: 'string' } } });
const cases = scripted();
if (values.captures !== undefined) writeCaptures(values.captures);
else writeTable();

function fileName(each: Scripted): string {
  return path.basename(each.folder);
}

function writeCaptures(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const each of cases) writeFileSync(path.join(folder, `${fileName(each)}.pcap`), each.bytes);
  console.log(`${cases.length} captures in ${folder}`);
}

function writeTable(): void {
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
    for (const each of cases) rows.push(compare(each, folder));
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

/** A data connection as the script's author stated it: the endpoints that carry data, and who announced them. */
function compare(each: Scripted, folder: string): Row {
  const capture = path.join(folder, `${fileName(each)}.pcap`);
  writeFileSync(capture, each.bytes);
  const report = each.report();
  const facts = compareFacts(each.script, report);
  const stated = statedConnections(each);
  const seen = tshark(capture);
  const verbs = each.script.expectations.length > 0 ? saidVerbs(each) : [];
  return {
    each,
    facts: { right: facts.filter((fact) => fact.right).length, of: facts.length },
    ours: { right: stated.filter((one) => hasConnection(report, one)).length, of: stated.length },
    commands: { right: inCommon(verbs, seen.verbs), of: verbs.length },
    data: { right: stated.filter((one) => seen.dataEndpoints.has(one)).length, of: stated.length },
  };
}

/** 'initiator->responder' of every data connection that the script says carried bytes. */
function statedConnections(each: Scripted): string[] {
  return each.script.expectations
    .filter(({ subject }) => subject === 'data')
    .flatMap(({ facts }) => {
      const of = (key: string) => facts.find((fact) => fact.key === key)?.value;
      const connection = of('connection');
      const carried = [...each.script.sent.keys()].some((key) => !/^(control|a|b) /.test(key));
      return connection !== undefined && connection !== 'none' && carried && of('bytes') !== '0' ? [connection] : [];
    });
}

function hasConnection(report: Report, stated: string): boolean {
  const all: DataConnection[] = report.sessions.flatMap((session) => session.dataConnections);
  return all.some(
    ({ connection }) =>
      connection && `${endpointText(connection.initiator)}->${endpointText(connection.responder)}` === stated,
  );
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

/** tshark's view: the commands, and the connections on which it found FTP data with the announcement they belong to. */
function tshark(capture: string): { verbs: string[]; dataEndpoints: Set<string> } {
  const names = [
    'ftp.request.command',
    'ftp-data.setup-frame',
    'ip.src',
    'ipv6.src',
    'tcp.srcport',
    'ip.dst',
    'ipv6.dst',
    'tcp.dstport',
  ];
  const fields = names.flatMap((name) => ['-e', name]);
  const { stdout } = spawnSync('tshark', ['-r', capture, '-T', 'fields', '-E', 'occurrence=a', ...fields], {
    encoding: 'utf8',
  });
  const verbs: string[] = [];
  const dataEndpoints = new Set<string>();
  for (const line of stdout.split('\n')) {
    const [command = '', setup = '', ip4 = '', ip6 = '', port = '', to4 = '', to6 = '', toPort = ''] = line.split('\t');
    if (command !== '') verbs.push(...command.split(','));
    if (setup === '') continue;
    const from = ip6 === '' ? `${ip4}:${port}` : `[${ip6}]:${port}`;
    const to = to6 === '' ? `${to4}:${toPort}` : `[${to6}]:${toPort}`;
    dataEndpoints.add(`${from}->${to}`).add(`${to}->${from}`);
  }
  return { verbs, dataEndpoints };
}

function markdown(rows: readonly Row[], version: string): string {
  const total = (of: (row: Row) => Score): Score =>
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
    `| **all** | | ${text(total((row) => row.facts))} | ${text(total((row) => row.ours))} | ${text(total((row) => row.data))} | ${text(total((row) => row.commands))} |`,
    '',
  ];
  return lines.join('\n');
}
