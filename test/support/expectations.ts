/** Compares a report with what a conformance script expects of it, fact by fact. */
import { createHash } from 'node:crypto';
import {
  type Connection,
  connectionText,
  type DataConnection,
  type Exchange,
  endpointText,
  type Report,
  type Session,
} from './report.js';
import type { Expectation, Script } from './script.js';

/** One fact: what the script says, and what the report says. */
export type Fact = {
  readonly line: number;
  readonly what: string;
  readonly want: string;
  readonly got: string;
  readonly right: boolean;
};

type Getters<Of> = Readonly<Record<string, (of: Of, script: Script) => unknown>>;

/** 'PROXY v1 198.51.100.44:53111 203.0.113.9:21'; 'none' for an end that the proxy does not name. */
const tunnelText = (tunnel: Session['tunnel']): string =>
  tunnel === null ? 'none' : `${tunnel.kind} ${endpointText(tunnel.client)} ${endpointText(tunnel.server)}`;

const REPORT: Getters<Report> = {
  packets: (report) => report.capture.packets,
  connections: (report) => report.connections,
  sessions: (report) => report.sessions.length,
  unclaimed: (report) => report.unclaimed.map(connectionText).join(' ') || 'none',
  problems: (report) => report.capture.problems.map((problem) => problem.kind).join(' ') || 'none',
};

const SESSION: Getters<Session> = {
  client: (session) => endpointText(session.client),
  server: (session) => endpointText(session.server),
  user: (session) => session.user,
  password: (session) => session.password,
  loggedIn: (session) => session.loggedIn,
  tls: (session) => session.tls?.startedBy,
  tunnel: (session) => tunnelText(session.tunnel),
  data: (session) => session.dataConnections.map((data) => data.id).join(' ') || 'none',
  modes: (session) => session.dataConnections.map((data) => data.mode).join(' ') || 'none',
  /** Final codes of all exchanges, the greeting included; '-' where there is none. */
  codes: (session) => session.dialogue.map((exchange) => exchange.code ?? '-').join(' '),
  /** Verbs of all exchanges; '*' for the greeting and other replies without a command. */
  verbs: (session) => session.dialogue.map((exchange) => exchange.command?.verb ?? '*').join(' '),
  findings: (session) => session.findings.map((finding) => finding.kind).join(' ') || 'none',
  ...connectionGetters((session: Session) => session.control),
};

const COMMAND: Getters<Exchange> = {
  code: (exchange) => exchange.code,
  replies: (exchange) => exchange.replies.map((reply) => reply.code).join(' ') || 'none',
  text: (exchange) => exchange.replies.at(-1)?.text,
  directory: (exchange) => exchange.directory,
  frame: (exchange) => exchange.command?.frame,
};

const DATA: Getters<DataConnection> = {
  mode: (data) => data.mode,
  announced: (data) => endpointText(data.announced),
  announcedFrame: (data) => data.announced?.frame,
  connection: (data) => connectionText(data.connection),
  confidence: (data) => data.confidence,
  outcome: (data) => data.outcome,
  because: (data) => data.because.map((reason) => reason.text).join(' | '),
  transfer: (data) => commandText(data.transfer?.command.verb == null ? null : data.transfer.command) ?? 'none',
  direction: (data) => data.transfer?.direction,
  path: (data) => data.transfer?.path,
  type: (data) => data.transfer?.type,
  transferMode: (data) => data.transfer?.mode,
  restart: (data) => data.transfer?.restart,
  code: (data) => data.transfer?.code,
  bytes: (data) => data.transfer?.bytes,
  expectedBytes: (data) => data.transfer?.expectedBytes,
  missing: (data) => data.transfer?.missing.map(([from, to]) => `${from}-${to}`).join(' ') || 'none',
  sha256: (data) => data.transfer?.sha256,
  verdict: (data) => data.transfer?.verdict,
  tunnel: (data) => tunnelText(data.tunnel),
  ...connectionGetters((data: DataConnection) => data.connection),
};

function connectionGetters<Of>(of: (of: Of) => Connection | null): Getters<Of> {
  return {
    syn: (it) => of(it)?.handshake.syn,
    synAck: (it) => of(it)?.handshake.synAck,
    ack: (it) => of(it)?.handshake.ack,
    teardown: (it) => of(it)?.teardown.kind,
    retransmissions: (it) => of(it)?.retransmissions,
    outOfOrder: (it) => of(it)?.outOfOrder,
    missingBytes: (it) => of(it)?.missingBytes,
  };
}

/** Every fact that the script states, compared with the report. */
export function compareFacts(script: Script, report: Report): Fact[] {
  return script.expectations.flatMap((expectation) => expectationFacts(expectation, script, report));
}

function expectationFacts(expectation: Expectation, script: Script, report: Report): Fact[] {
  const { subject, arguments: names } = expectation;
  if (subject === 'report') return facts(expectation, REPORT, report, script);
  if (subject === 'session') return facts(expectation, SESSION, sessionOf(report, names[0]), script);
  if (subject === 'data') {
    const data = sessionOf(report, names[0]?.split('.')[0])?.dataConnections.find(({ id }) => id === names[0]);
    return facts(expectation, DATA, data, script);
  }
  if (subject === 'command') {
    const session = sessionOf(report, names[0]);
    const same = session?.dialogue.filter((exchange) => commandText(exchange.command) === names[1]) ?? [];
    return facts(expectation, COMMAND, same[Number(names[2]?.slice(1) ?? 1) - 1], script);
  }
  if (subject === 'finding') {
    const [where, kind = ''] = names;
    const all = where === '-' ? report.findings : (sessionOf(report, where)?.findings ?? []);
    const got = all.filter((finding) => finding.kind === kind).map((finding) => finding.severity);
    const want = expectation.facts.find((fact) => fact.key === 'severity')?.value ?? 'info';
    return [fact(expectation, `finding ${kind} of ${where}`, want, got[0] ?? 'none')];
  }
  throw new Error(`line ${expectation.line}: no such subject '${subject}'`);
}

function facts<Of>(expectation: Expectation, getters: Getters<Of>, of: Of | undefined, script: Script): Fact[] {
  const name = [expectation.subject, ...expectation.arguments].join(' ');
  if (of === undefined) return [fact(expectation, name, 'there', 'not there')];
  return expectation.facts.map(({ key, value }) => {
    const content = key === 'content' ? { key: 'sha256', value: hashOf(script, value) } : { key, value };
    const getter = getters[content.key];
    if (!getter) throw new Error(`line ${expectation.line}: no such fact '${key}'`);
    const got = textOf(getter(of, script));
    // 'because' is free text: it must name what the script names.
    if (key === 'because') return fact(expectation, `${name} ${key}`, value, got.includes(value) ? value : got);
    return fact(expectation, `${name} ${key}`, content.value, got);
  });
}

function fact({ line }: Expectation, what: string, want: string, got: string): Fact {
  return { line, what, want, got, right: want === got };
}

function hashOf(script: Script, value: string): string {
  const bytes = script.sent.get(value.replace(/([<>])$/, ' $1'));
  return createHash('sha256')
    .update(bytes ?? new Uint8Array())
    .digest('hex');
}

const sessionOf = (report: Report, id: string | undefined) =>
  report.sessions.find((session) => String(session.id) === id);

const textOf = (value: unknown) => (value === null || value === undefined ? 'none' : String(value));

function commandText(command: { verb: string; argument: string } | null | undefined): string | undefined {
  return command ? `${command.verb} ${command.argument}`.trim() : undefined;
}
