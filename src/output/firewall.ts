/** `ftp-sniff explain firewall FILE`: the rules that sessions need, and what others would break. */
import { say } from '../model/explain/draft.js';
import type { ExplanationItem } from '../model/explain/explanation.js';
import { type Mode, type Needs, type Rule, rulesOf, type Side } from '../model/firewall/needs.js';
import type { Texts } from '../text/texts.js';
import { explanationLines } from './explain.js';
import { iptables, nftables, pf } from './firewall/rules.js';
import { type StyledLine, span } from './styles.js';
import { field, heading } from './text/lines.js';

const LANGUAGES: readonly (readonly [string, (rules: readonly Rule[]) => string[]])[] = [
  ['nftables', nftables],
  ['iptables', iptables],
  ['pf', pf],
];
const INDENT = 2;

/** Rules of one client with one server: in both modes, on both sides. */
export function* firewallLines(needs: Needs, width: number, texts: Texts): Generator<StyledLine> {
  const { client, server, used, sessions, withThirdHosts } = needs;
  const ids = sessions.map(({ id }) => id);
  yield heading(texts.say('explain', say('firewall-title', { client, server, sessions: ids })), width);
  // The mode that was used stands first.
  const modes: readonly Mode[] = used.passive && !used.active ? ['passive', 'active'] : ['active', 'passive'];
  for (const mode of modes) {
    const active = mode === 'active';
    yield [];
    yield [span(texts.say('explain', say('firewall-mode', { active, used: used[mode] })), 'section')];
    yield* sideLines(needs, 'client', mode, width, texts);
    yield* sideLines(needs, 'server', mode, width, texts);
  }
  yield [];
  yield* field('', texts.say('explain', say('firewall-ports-change', {})), width, { labelColumns: 0 });
  const remark = (text: string) => field('', text, width, { labelColumns: 0, style: 'note' });
  if (withThirdHosts > 0) yield* remark(texts.say('explain', say('firewall-third-hosts', { count: withThirdHosts })));
  for (const { id, tls } of sessions)
    if (tls !== null && !tls.decrypted) yield* remark(texts.say('explain', say('firewall-not-read', { session: id })));
}

function* sideLines(needs: Needs, side: Side, mode: Mode, width: number, texts: Texts): Generator<StyledLine> {
  const rules = rulesOf(needs, side, mode);
  const address = side === 'client' ? needs.client : needs.server.address;
  yield [];
  yield [span(texts.say('explain', say('firewall-side', { side, address })), 'section')];
  for (const rule of rules)
    yield* field('', texts.say('explain', say('firewall-rule', { rule })), width, { indent: INDENT, labelColumns: 0 });
  for (const [language, write] of LANGUAGES) {
    yield [span(`${' '.repeat(INDENT)}# ${language}`, 'dim')];
    // Not wrapped: they are copied.
    for (const line of write(rules)) yield [span(' '.repeat(INDENT) + line)];
  }
}

/** What rules would break, session by session. */
export function* whatIfLines(
  rules: readonly string[],
  effects: readonly (readonly ExplanationItem[])[],
  width: number,
  texts: Texts,
): Generator<StyledLine> {
  yield heading(texts.say('explain', say('what-if-title', { rules })), width);
  for (const items of effects) yield* explanationLines(items, width, texts);
}
