/** How a session went, for lists: how many transfers succeeded, what failed, what the capture leaves open. */
import { escapeText } from '../../bytes/text.js';
import { type Fact, factsOf } from '../../fact.js';
import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection, Exchange, Session } from '../../ftp/protocol/session.js';
import { isPrivate } from '../addresses.js';
import { refusedAlone } from '../summary.js';
import { contentBytesOf } from '../transfers.js';
import { undecided } from '../undecided.js';
import type { ResultParams } from './codes.js';

export type Failure = { readonly fact: Fact<ResultParams>; readonly count: number };

export type SessionResult = {
  /** Transfers that are complete. */
  readonly ok: number;
  /** In order of the first of each kind. */
  readonly failures: readonly Failure[];
  /** Of all kinds. */
  readonly failed: number;
  /** Transfers and announcements that the capture does not decide. */
  readonly open: number;
};

const say = factsOf<ResultParams>();

export function resultOf(session: Session): SessionResult {
  const kinds = new Map<string, { fact: Fact<ResultParams>; count: number }>();
  let ok = 0;
  let open = 0;
  let failed = 0;
  const fail = (fact: Fact<ResultParams>): void => {
    failed++;
    const mode = 'mode' in fact.params ? fact.params.mode : '';
    const known = kinds.get(`${fact.code} ${mode}`);
    if (!known) kinds.set(`${fact.code} ${mode}`, { fact, count: 1 });
    else {
      known.count++;
      if ('port' in known.fact.params)
        known.fact = { ...known.fact, params: { mode, port: null } } as Fact<ResultParams>;
    }
  };
  for (const data of session.dataConnections) {
    const failure = failureOf(data);
    if (data.transfer?.verdict === 'complete') ok++;
    else if (failure === 'open') open++;
    else if (failure !== null) fail(failure);
  }
  for (const exchange of session.exchanges) if (refusedAlone(exchange)) fail(refusedTransfer(exchange));
  if (session.loggedIn === false) fail(say('login-failed', {}));
  return { ok, failures: [...kinds.values()], failed, open };
}

function failureOf(data: DataConnection): Fact<ResultParams> | 'open' | null {
  const { transfer, outcome, mode, announced } = data;
  if (undecided(data)) return 'open';
  const port = announced?.port ?? data.connection?.responder.port ?? null;
  switch (outcome) {
    case 'unanswered':
      return say('unanswered', { mode, port }, [data.connection?.firstFrame]);
    case 'refused':
      return say('refused-rst', { mode, port }, [data.connection?.firstFrame]);
    case 'prohibited':
      return say('prohibited', { mode }, [data.connection?.firstFrame]);
    case 'rejected':
      return rejection(data);
    default:
  }
  if (transfer?.verdict === 'truncated') {
    const { command } = transfer.exchange;
    const name = escapeText((transfer.path ?? command?.argument ?? '').split('/').at(-1) || (command?.verb ?? mode));
    return say('truncated', { name, bytes: contentBytesOf(transfer), expected: transfer.expectedBytes });
  }
  if (transfer?.verdict === 'refused') return refusedTransfer(transfer.exchange);
  if (outcome === 'reset') return say('reset', { mode }, [data.connection?.lastFrame]);
  if (outcome === 'never-used' && transfer !== null) return say('not-used', { mode });
  return transfer !== null && transfer.verdict === 'unknown' ? 'open' : null;
}

/** Clients try EPSV and EPRT first; a server that does not know them says so, and nothing is lost. */
function rejection({ exchange, mode, transfer, announced, session }: DataConnection): Fact<ResultParams> | null {
  const code = exchange?.code ?? null;
  if (code !== null && code >= 500 && code !== 501 && formOf(mode)?.triedFirst && transfer === null) return null;
  // A private address that a client behind NAT announces is its own.
  const own = announced === null || announced.address === session[announced.by].address;
  if (!own && isPrivate(announced.address) === isPrivate(session[announced.by].address))
    return say('third-host-rejected', { mode });
  return say('rejected', { mode, code }, [exchange?.command?.frame]);
}

const refusedTransfer = (exchange: Exchange): Fact<ResultParams> =>
  say(
    'transfer-refused',
    {
      command: escapeText(`${exchange.command?.verb ?? ''} ${exchange.command?.argument ?? ''}`.trim()),
      code: exchange.code,
    },
    [exchange.command?.frame],
  );
