/** A first sheet, from a capture that is right: it passes there, and on another run of the same experiment. */
import { Document } from 'yaml';
import { escapeText } from '../../bytes/text.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection, Exchange } from '../../ftp/protocol/session.js';
import { judge } from '../../model/check/judge.js';
import { readSheet } from '../../model/check/read.js';
import type { CaptureSubject } from '../../model/filter/fields.js';
import { valueWritten } from '../../model/filter/tokens.js';
import { weightOf } from '../../model/findings/table.js';
import { findingsOf } from '../../model/findings.js';
import type { Texts } from '../../text/texts.js';

type Draft = {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly expr: string;
  readonly needs?: string;
};

/** More than anybody reads; what comes first matters most. */
const MOST_CHECKS = 40;
const LONGEST_ARGUMENT = 80;
/** What clients send by themselves: another client does not. */
const AUTOMATIC: ReadonlySet<string> = new Set([
  'USER', 'PASS', 'ACCT', 'SYST', 'FEAT', 'OPTS', 'PWD', 'XPWD', 'NOOP', 'TYPE', 'CLNT', 'HELP', 'STAT', 'SIZE', 'MDTM', 'PBSZ',
]); // biome-ignore format: a list

/** @param exact also with what differs from run to run: names of users, ports, sizes, hashes */
export function initialSheet(capture: CaptureSubject, exact: boolean, texts: Texts): string {
  const drafts = withIds([...drafted(capture, exact, texts)].slice(0, MOST_CHECKS));
  const holding = drafts.filter((draft) => passes(draft, capture));
  const known = new Set(holding.map(({ id }) => id));
  const check = holding.map(({ needs, ...draft }) =>
    needs !== undefined && known.has(needs) ? { ...draft, needs } : draft,
  );
  const { init } = texts.check;
  const document = new Document({
    title: init.title,
    require: [{ expr: 'count(sessions) >= 1', hint: init.requireHint }],
    check: check.length > 0 ? check : [{ id: 'session', title: init.session, points: 1, expr: 'count(sessions) >= 1' }],
  });
  document.commentBefore = init.comment.map((line) => ` ${line}`).join('\n');
  return document.toString({ lineWidth: 100 });
}

/** Does the draft hold for the capture that it was made from? */
function passes({ needs: _, ...draft }: Draft, capture: CaptureSubject): boolean {
  const read = readSheet(JSON.stringify({ check: [draft] }));
  if (!('sheet' in read)) return false;
  return judge(read.sheet, capture, findingsOf, new Map()).results[0]!.state === 'passed';
}

function withIds(drafts: readonly Draft[]): Draft[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const times = (seen.get(draft.id) ?? 0) + 1;
    seen.set(draft.id, times);
    return times === 1 ? draft : { ...draft, id: `${draft.id}-${times}` };
  });
}

function* drafted(capture: CaptureSubject, exact: boolean, texts: Texts): Iterable<Draft> {
  const { init } = texts.check;
  const { sessions } = capture;
  const tls = sessions.find((session) => session.tls !== null)?.tls?.startedBy;
  if (tls !== undefined) yield { id: 'tls', title: init.tls(tls), points: 1, expr: `tls == ${valueWritten(tls)}` };
  yield { id: 'login', title: init.login, points: 1, expr: 'any(sessions, loggedIn)' };
  const user = exact ? sessions.find(({ loggedIn }) => loggedIn)?.user : null;
  if (user != null && isPlain(user))
    yield {
      id: 'user',
      title: init.user(user),
      points: 1,
      expr: `any(sessions, loggedIn && user == ${valueWritten(user)})`,
    };
  const written = new Set<string>();
  const once = function* (draft: Draft): Iterable<Draft> {
    if (!written.has(draft.expr)) yield draft;
    written.add(draft.expr);
  };
  for (const { dataConnections } of sessions)
    for (const data of dataConnections) yield* once(dataDraft(data, exact, texts));
  for (const session of sessions)
    for (const exchange of session.exchanges) if (isTold(exchange)) yield* once(exchangeDraft(exchange, texts));
  for (const session of sessions)
    for (const finding of findingsOf(session))
      if (weightOf(finding) !== null)
        yield* once({
          id: finding.code,
          title: texts.finding(finding).title,
          points: 1,
          expr: `any(findings, code == ${finding.code})`,
        });
  yield { id: 'nothing-failed', title: init.nothingFailed, points: 1, expr: 'all(sessions, failed == 0)' };
  yield { id: 'closed', title: init.closed, points: 1, expr: 'all(sessions, ended == closed)' };
}

const isPlain = (text: string): boolean => text !== '' && text.length <= LONGEST_ARGUMENT && escapeText(text) === text;

/** Commands whose result is worth a check: what the user asked for, announcements and transfers left out. */
function isTold({ command, code, dataConnection }: Exchange): boolean {
  if (command === null || code === null || AUTOMATIC.has(command.verb)) return false;
  return dataConnection === null && rowOf(command.verb) !== undefined;
}

function exchangeDraft({ command, code }: Exchange, { check }: Texts): Draft {
  const { verb, argument } = command!;
  const named = isPlain(argument) && !SECRET.test(argument);
  const of = named ? ` && command.argument == ${valueWritten(argument)}` : '';
  return {
    id: verb.toLowerCase(),
    title: check.init.command(named ? `${verb} ${argument}` : verb, code!),
    points: 1,
    expr: `any(exchanges, command == ${verb}${of} && code == ${code})`,
    needs: 'login',
  };
}

const SECRET = /^\*+$/;

function dataDraft({ mode, outcome, transfer, announced }: DataConnection, exact: boolean, { check }: Texts): Draft {
  const command = transfer?.exchange.command ?? null;
  const isFile = transfer !== null && transfer.direction !== 'listing' && command !== null && isPlain(command.argument);
  const parts = [
    `mode == ${mode}`,
    ...(command === null ? [] : [`transfer.command == ${command.verb}`]),
    ...(isFile ? [`transfer.argument == ${valueWritten(command.argument)}`] : []),
    `outcome == ${outcome}`,
    ...(transfer === null || transfer.verdict === 'unknown' ? [] : [`transfer.verdict == ${transfer.verdict}`]),
    ...(exact && announced !== null ? [`announced.port == ${announced.port}`] : []),
    ...(exact && transfer?.contentSha256 ? [`transfer.contentSha256 == ${transfer.contentSha256}`] : []),
  ];
  const said = command === null ? null : isFile ? `${command.verb} ${command.argument}` : command.verb;
  return {
    id: [mode, command?.verb]
      .filter((one) => one != null)
      .join('-')
      .toLowerCase(),
    title: said === null ? check.init.announced(mode, outcome) : check.init.transfer(mode, said, outcome),
    points: 1,
    expr: `any(dataConnections, ${parts.join(' && ')})`,
    needs: 'login',
  };
}
