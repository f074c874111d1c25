/**
 * Compares a report with truth.json: what the end points of a recording did, by a trace of their socket calls. It was
 * made without any analyzer, so it can show that expected.json is wrong.
 */
import { connectionText, endpointText, type Report, type Session } from './report.js';

type TruthCommand = { verb: string; arg?: string | null; code?: number | null };
type TruthData = {
  mode: string | null;
  announced: string | null;
  /** 'initiator -> responder'; null where nobody connected. */
  observed?: string | null;
  command?: string | null;
  bytes?: number | null;
  sha256?: string | null;
  /** The file itself, where TLS was around it. */
  encrypted?: boolean;
  plainBytes?: number | null;
  plainSha256?: string | null;
  complete?: boolean;
  outcome?: string | null;
};
type TruthSession = {
  client: string;
  server: string;
  user?: string | null;
  commands?: TruthCommand[];
  dataConnections?: TruthData[];
};
export type Truth = { packets: number; tcpConnections?: number; sessions: TruthSession[] };

/** Every difference between the report and the truth, one line each. */
export function differences(truth: Truth, report: Report): string[] {
  const found: string[] = [];
  const compare = (what: string, want: unknown, got: unknown) => {
    if (want !== got) found.push(`${what}: truth ${want}, report ${got}`);
  };
  compare('packets', truth.packets, report.capture.packets);
  if (truth.tcpConnections !== undefined) compare('connections', truth.tcpConnections, report.connections);
  compare('sessions', truth.sessions.length, report.sessions.length);
  for (const want of truth.sessions) {
    const name = `${want.client} -> ${want.server}`;
    const got = report.sessions.find(
      (session) => endpointText(session.client) === want.client && endpointText(session.server) === want.server,
    );
    if (!got) found.push(`${name}: not in the report`);
    else sessionDifferences(name, want, got, compare);
  }
  return found;
}

type Compare = (what: string, want: unknown, got: unknown) => void;

function sessionDifferences(name: string, want: TruthSession, got: Session, compare: Compare): void {
  if (want.user !== undefined && want.user !== null) compare(`${name} user`, want.user, got.user);
  if (want.commands) {
    const wanted = want.commands.map((each) => `${each.verb} ${argumentOf(each)}`.trim());
    const found = got.dialogue.flatMap(({ command }) =>
      command ? [`${command.verb} ${argumentOf(command)}`.trim()] : [],
    );
    compare(`${name} commands`, wanted.join('\n'), found.join('\n'));
    const codes = got.dialogue.filter(({ command }) => command).map(({ code }) => code);
    want.commands.forEach((each, i) => {
      if (each.code !== undefined && each.code !== null)
        compare(`${name} ${wanted[i]} (${i})`, each.code, codes[i] ?? null);
    });
  }
  if (!want.dataConnections) return;
  // A refused announcement that names no endpoint may be listed or not: the truth does not always do so.
  const data = [...got.dataConnections];
  want.dataConnections.forEach((each, i) => {
    const optional = () => data[0]?.announced === null && data[0].outcome === 'rejected';
    while (optional() && !(each.announced === null && data[0]?.mode === each.mode)) data.shift();
    const mine = data.shift();
    const what = `${name} data connection ${mine?.id ?? i}`;
    if (each.mode !== null) compare(`${what} mode`, each.mode, mine?.mode);
    if (each.announced !== null) compare(`${what} announced`, each.announced, endpointText(mine?.announced ?? null));
    if (each.observed !== undefined) {
      compare(
        `${what} connection`,
        each.observed?.replace(' -> ', '->') ?? 'none',
        connectionText(mine?.connection ?? null),
      );
    }
    if (each.outcome !== undefined && each.outcome !== null) {
      const outcomes = rightOutcomes(each);
      if (!outcomes.includes(mine?.outcome ?? '')) compare(`${what} outcome`, outcomes.join(' or '), mine?.outcome);
    }
    if (each.observed === null || each.observed === undefined) return;
    if (each.command !== null && each.command !== undefined) {
      const command = mine?.transfer?.command;
      compare(`${what} transfer`, each.command.trim(), command ? `${command.verb} ${command.argument}`.trim() : null);
    }
    if (each.bytes !== null && each.bytes !== undefined)
      compare(`${what} bytes`, each.bytes, mine?.transfer?.bytes ?? null);
    if (each.sha256 !== null && each.sha256 !== undefined)
      compare(`${what} sha256`, each.sha256, mine?.transfer?.sha256 ?? null);
    if (each.encrypted && each.plainBytes != null) {
      compare(`${what} contentBytes`, each.plainBytes, mine?.transfer?.contentBytes ?? null);
      compare(`${what} contentSha256`, each.plainSha256, mine?.transfer?.contentSha256 ?? null);
    }
  });
  const surplus = data.filter(({ announced, outcome }) => announced !== null || outcome !== 'rejected');
  compare(`${name} surplus data connections`, '', surplus.map(({ id }) => id).join(' '));
}

/** Passwords are masked in reports, and blanks at the end of a line are no part of an argument. */
function argumentOf(command: { verb: string; arg?: string | null; argument?: string }): string {
  return command.verb === 'PASS' || command.verb === 'ACCT' ? '' : (command.arg ?? command.argument ?? '').trim();
}

/** Where a transfer did not complete, how its connection ended can be reported in more than one right way. */
function rightOutcomes(each: TruthData): readonly string[] {
  if (each.outcome === 'icmp') return ['prohibited'];
  if (each.outcome !== 'ok') return [each.outcome ?? ''];
  if (each.complete === true) return ['ok'];
  return each.complete === false ? ['ok', 'reset', 'incomplete'] : ['ok', 'incomplete'];
}
