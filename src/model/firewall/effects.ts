/** What rules that were not there would have done to a session: which announcement fails, at which step, who sees what. */

import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import type { Endpoint } from '../../tcp/types.js';
import { Draft, say } from '../explain/draft.js';
import type { ExplanationItem } from '../explain/explanation.js';
import { announcementNumber, defaultDataPort, isActive, thirdHostOf } from '../roles.js';
import { titleInMode } from '../steps.js';
import type { DataRef } from './codes.js';
import { effectOn, type Syn, type WhatIf } from './whatIf.js';

/** In the order of the announcements. */
export function effectsOf(session: Session, rules: readonly WhatIf[]): readonly ExplanationItem[] {
  const draft = new Draft();
  const { client, server, id, dataConnections } = session;
  const control: Syn = {
    from: client.address,
    sport: client.port,
    to: server.address,
    dport: server.port,
    inbound: 'server',
    control: true,
  };
  const blocked = rules.find((rule) => effectOn(rule, control) !== null);
  if (blocked !== undefined) {
    const params = { session: id, rule: blocked.text, client, server };
    draft.fact('bad', say('control-blocked', params, known([session.control.handshake.syn])));
    draft.value(effectOn(blocked, control) === 'reject' ? 'opener-sees-rst' : 'opener-sees-nothing', {
      opener: 'client',
      transfer: null,
    });
    draft.value('server-sees-nobody', {});
    return draft.items;
  }
  const passing: DataRef[] = [];
  for (const data of dataConnections) {
    if (data.announced === null && data.connection === null) continue;
    if (!judge(data, rules, draft)) {
      if (data.connection !== null && wasOpened(data.connection)) passing.push(refOf(data));
      else draft.dim('already-failed', refOf(data));
    }
  }
  if (passing.length > 0) draft.good('data-passes', { refs: passing });
  if (draft.items.length === 0) draft.dim('nothing-to-judge', {});
  return draft.items;
}

/** True: a rule breaks it, and how has been said. */
function judge(data: DataConnection, rules: readonly WhatIf[], draft: Draft): boolean {
  const nat = rules.find((rule) => rule.kind === 'nat' && announcesInside(data, rule.side));
  if (nat?.kind === 'nat') {
    natEffect(data, nat, draft);
    return true;
  }
  const syn = synOf(data);
  const rule = syn === null ? undefined : rules.find((one) => effectOn(one, syn) !== null);
  if (syn === null || rule === undefined) return false;
  const active = isActive(data.mode);
  const opener = active ? 'server' : 'client';
  const to: Endpoint = { address: syn.to, port: syn.dport };
  const params = { ...refOf(data), rule: rule.text, step: 6, title: titleInMode(6, active), from: syn.from, to };
  const frames = known([data.announced?.frame ?? null, data.connection?.handshake.syn ?? null]);
  draft.fact('bad', say('data-blocked', params, frames));
  addViews(draft, rule, syn, opener, commandOf(data));
  return true;
}

const known = (frames: readonly (number | null)[]): number[] => frames.filter((frame) => frame !== null);

/** What each end sees of a SYN that does not pass. */
function addViews(draft: Draft, rule: WhatIf, syn: Syn, opener: 'client' | 'server', transfer: string | null): void {
  draft.value(effectOn(rule, syn) === 'reject' ? 'opener-sees-rst' : 'opener-sees-nothing', { opener, transfer });
  draft.value('listener-sees-nothing', { listener: opener === 'client' ? 'server' : 'client', transfer });
}

/** The announcement carries an address of that side, as a NAT without helper leaves it. */
const announcesInside = ({ announced, mode }: DataConnection, side: 'client' | 'server'): boolean =>
  announced?.by === side && formOf(mode)?.portOnly !== true;

function natEffect(data: DataConnection, { side, text }: Extract<WhatIf, { kind: 'nat' }>, draft: Draft): void {
  const { address, frame } = data.announced!;
  const transfer = commandOf(data);
  draft.fact('bad', say('nat-announces-inside', { ...refOf(data), rule: text, by: side, address }, [frame]));
  if (side === 'client') draft.value('server-sees-inside-address', { transfer });
  else draft.value('client-sees-inside-address', { transfer });
  draft.value('listener-sees-nothing', { listener: side, transfer });
}

/** The SYN of a data connection: that of the capture, or the one that its announcement asks for. */
function synOf(data: DataConnection): Syn | null {
  const { connection, announced, session, mode } = data;
  const active = isActive(mode);
  const inbound = thirdHostOf(data) !== null ? null : active ? 'client' : 'server';
  if (connection !== null) {
    const { initiator, responder } = connection;
    return {
      from: initiator.address,
      sport: initiator.port,
      to: responder.address,
      dport: responder.port,
      inbound,
      control: false,
    };
  }
  if (announced === null) return null;
  const from = active ? session.server.address : session.client.address;
  const sport = active ? defaultDataPort(session) : null;
  return { from, sport, to: announced.address, dport: announced.port, inbound, control: false };
}

const commandOf = ({ transfer }: DataConnection): string | null => transfer?.exchange.command?.verb ?? null;

const refOf = (data: DataConnection): DataRef => ({
  id: data.id,
  number: announcementNumber(data),
  mode: data.mode,
  announced: data.announced === null ? null : { address: data.announced.address, port: data.announced.port },
  command: commandOf(data),
});
