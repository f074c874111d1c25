/** Ideas, flags and options: what each says beside its own text, where it is defined, and what shows it. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { Draft, say } from '../explain/draft.js';
import { titleInMode } from '../steps.js';
import { FLAGS, type Flag, type Idea, TCP_OPTIONS, type TcpOption, type TopicName } from './names.js';
import { closedWindow, headed, inMode, isNote, ofEntry, ofVerb, repeated, throughThirdHost, withFlag } from './rows.js';
import { type Needs, type Section, type Shows, sectionOf } from './section.js';

type Row = {
  readonly rfc: string | null;
  readonly shows: Shows | null;
  readonly needs?: Needs;
  /** What rows of the ladder say too: the same facts. */
  readonly more?: (draft: Draft) => void;
};

const ALL_STEPS = Array.from({ length: 10 }, (_, i) => i + 1);

function steps(draft: Draft, active: boolean): void {
  draft.gap().text('mode-heading', { active });
  for (const number of ALL_STEPS) draft.value('step-title', { number, title: titleInMode(number, active) });
}

const TCP = { needs: 'segments' } as const;

const IDEA_ROWS: Readonly<Record<Idea, Row>> = {
  control: {
    rfc: 'RFC 959 §2.3',
    shows: ({ kind }) => kind === 'section',
    more: (draft) => draft.text('control-connection', {}),
  },
  ports: {
    rfc: 'RFC 6335 §6',
    shows: ofEntry('syn'),
    ...TCP,
    more: (draft) => draft.text('ephemeral', {}),
  },
  sequence: { rfc: 'RFC 9293 §3.4', shows: ofEntry('syn', 'syn-ack'), ...TCP },
  handshake: {
    rfc: 'RFC 9293 §3.5',
    shows: ({ kind }) => kind === 'handshake',
    ...TCP,
    more: (draft) => draft.text('syn', { seq: null }).text('syn-ack', { seq: null }).text('ack', {}),
  },
  teardown: {
    rfc: 'RFC 9293 §3.6',
    shows: ({ kind }) => kind === 'teardown',
    ...TCP,
    more: (draft) => draft.text('fin', {}).text('end-of-file', {}).text('rst', {}),
  },
  active: {
    rfc: 'RFC 959 §3.2, §5.2',
    shows: inMode(true),
    more: (draft) => {
      draft.text('data-connection', { mode: 'PORT', active: true });
      steps(draft, true);
    },
  },
  passive: {
    rfc: 'RFC 959 §3.2, §4.1.2',
    shows: inMode(false),
    more: (draft) => {
      draft.text('data-connection', { mode: 'PASV', active: false });
      steps(draft, false);
    },
  },
  epsv: { rfc: 'RFC 2428', shows: ofVerb('EPSV', 'EPRT'), more: (draft) => draft.text('port-only', {}) },
  nat: { rfc: 'RFC 2663, RFC 3022', shows: headed(announcedElsewhere) },
  firewall: { rfc: 'RFC 1579', shows: headed(({ outcome }) => outcome === 'unanswered' || outcome === 'prohibited') },
  'third-party': { rfc: 'RFC 959 §2.3 (figure 3), §5.2', shows: throughThirdHost },
  bounce: { rfc: 'RFC 2577 §2', shows: headed((data) => data.partner === null && announcedElsewhere(data)) },
  ftps: { rfc: 'RFC 4217', shows: isNote('tls'), more: (draft) => draft.text('tls-hides', {}) },
  ascii: { rfc: 'RFC 959 §3.1.1', shows: ofVerb('TYPE') },
  'mode-z': {
    rfc: 'draft-preston-ftpext-deflate',
    shows: ofVerb('MODE'),
    more: (draft) => draft.value('mode', { mode: 'Z' }),
  },
  resume: { rfc: 'RFC 3659 §5', shows: ofVerb('REST') },
  steps: {
    rfc: 'RFC 959 §3.2, §5.2',
    shows: headed(() => true),
    more: (draft) => {
      steps(draft, true);
      steps(draft, false);
    },
  },
  retransmission: { rfc: 'RFC 9293 §3.8.1, RFC 6298', shows: repeated, ...TCP },
  window: {
    rfc: 'RFC 9293 §3.8.6',
    shows: closedWindow,
    ...TCP,
    more: (draft) => draft.text('zero-window', {}).text('window-probe', {}),
  },
  alternatives: { rfc: 'RFC 1350, RFC 9110, RFC 4253', shows: null },
  clients: { rfc: null, shows: null },
};

/** The announced address is not its announcer's own. */
function announcedElsewhere({ announced, session }: DataConnection): boolean {
  return announced !== null && announced.address !== session[announced.by].address;
}

const FLAG_ROWS: Readonly<Record<Flag, Omit<Row, 'shows'>>> = {
  syn: { rfc: 'RFC 9293 §3.5', more: (draft) => draft.text('syn', { seq: null }) },
  ack: { rfc: 'RFC 9293 §3.4' },
  fin: { rfc: 'RFC 9293 §3.6', more: (draft) => draft.text('fin', {}).text('end-of-file', {}) },
  rst: { rfc: 'RFC 9293 §3.5.2', more: (draft) => draft.text('rst', {}).text('rst-refuses', {}) },
  psh: { rfc: 'RFC 9293 §3.9.1' },
  urg: { rfc: 'RFC 9293 §3.8.5', more: (draft) => draft.text('telnet-meaning', {}) },
  ece: { rfc: 'RFC 3168 §6.1' },
  cwr: { rfc: 'RFC 3168 §6.1' },
};

const OPTION_ROWS: Readonly<Record<TcpOption, string>> = {
  mss: 'RFC 9293 §3.7.1',
  'window-scale': 'RFC 7323 §2',
  sack: 'RFC 2018',
  timestamps: 'RFC 7323 §3',
};

const isFlag = (name: TopicName): name is Flag => name in FLAGS;
const isOption = (name: TopicName): name is TcpOption => name in TCP_OPTIONS;

function rowOf(name: TopicName): Row {
  if (isFlag(name)) return { ...FLAG_ROWS[name], shows: withFlag(name), ...TCP };
  if (isOption(name)) return { rfc: OPTION_ROWS[name], shows: ofEntry('syn', 'syn-ack'), ...TCP };
  return IDEA_ROWS[name];
}

/** The section of an idea, a flag or an option. */
export function topicSection(name: TopicName): Section {
  const { rfc, shows, needs, more } = rowOf(name);
  const draft = new Draft();
  draft.rfc = rfc;
  draft.text('topic-text', { name });
  if (more !== undefined) more(draft.gap());
  return sectionOf(say('title-topic', { name }), draft, { shows, ...(needs ? { needs } : {}) });
}
