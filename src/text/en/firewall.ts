/** Firewalls: rules in words, and what others would break. */
import type { DataRef, FirewallParams } from '../../model/firewall/codes.js';
import type { Place } from '../../model/firewall/needs.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { STEPS } from './steps.js';

const place = ({ address, ports }: Place, f: Format): string =>
  ports === null
    ? `${address}, any port`
    : ports.length === 1
      ? `${address} port ${ports[0]}`
      : `${address} ports ${f.few(ports.map(String))}`;

const WHAT = { control: 'control connection', active: 'data, active mode', passive: 'data, passive mode' } as const;

/** 'announcement ② (PORT, 10.0.0.2:37367, for LIST)'. */
function refWords({ id, number, mode, announced, command }: DataRef, f: Format): string {
  const parts = [mode, announced === null ? null : f.endpoint(announced), command === null ? null : `for ${command}`];
  return `${f.announcement(number)} of data connection ${id} (${parts.filter((part) => part !== null).join(', ')})`;
}

const shownIn = (frames: readonly number[], f: Format): string => (frames.length === 0 ? '' : ` [${f.frames(frames)}]`);

const timeout = (opener: 'client' | 'server', transfer: string | null): string =>
  opener === 'server'
    ? `then it answers ${transfer ?? 'the transfer command'} with 425`
    : transfer === null
      ? 'then its user reads "connection timed out"'
      : `then its user reads "connection timed out", and ${transfer} is not sent, or gets 425`;

export const FIREWALL: Messages<FirewallParams> = {
  'firewall-title': ({ client, server, sessions }, f) =>
    `Firewall rules: client ${client}, server ${f.endpoint(server)} (${f.plural(sessions.length, { one: 'session', other: 'sessions' })} ${f.few(sessions.map(String))})`,
  'firewall-mode': ({ active, used }) => {
    const mode = active ? 'Active mode' : 'Passive mode';
    return used ? `${mode}, which was used` : `${mode}, which was not used: its ports are not known`;
  },
  'firewall-side': ({ side, address }) => `on the ${side}'s side, ${address}`,
  'firewall-rule': ({ rule: { direction, what, from, to } }, f) =>
    `let ${direction}: SYN from ${place(from, f)} to ${place(to, f)} (${WHAT[what]})`,
  'firewall-ports-change': () =>
    'The next session will have other data ports: give the server a fixed range for passive mode (vsftpd: pasv_min_port, pasv_max_port), or let an FTP helper open them; under TLS no helper can.',
  'firewall-third-hosts': ({ count }, f) =>
    f.plural(count, {
      one: '# data connection with a third host has no rule here.',
      other: '# data connections with third hosts have no rules here.',
    }),
  'firewall-not-read': ({ session }) =>
    `The dialogue of session ${session} is encrypted: announcements cannot be read, and no helper can read them either.`,

  'what-if-title': ({ rules }) => `What if: ${rules.join('; ')}`,
  'control-blocked': ({ session, rule, client, server }, f, frames) =>
    `Session ${session} fails at step 1: the SYN of the control connection, ${f.endpoint(client)} to ${f.endpoint(server)}, does not pass "${rule}"${shownIn(frames, f)}.`,
  'data-blocked': ({ rule, step, title, from, to, ...ref }, f, frames) =>
    `${refWords(ref, f)} fails at step ${step} (${messageOf(STEPS, title, f)}): the SYN from ${from} to ${f.endpoint(to)} does not pass "${rule}"${shownIn(frames, f)}.`,
  'nat-announces-inside': ({ rule, by, address, ...ref }, f, frames) =>
    `${refWords(ref, f)} fails at step 5: with "${rule}" the ${by} announces ${address}, an address inside, and nothing rewrites it${shownIn(frames, f)}.`,
  'opener-sees-nothing': ({ opener, transfer }) =>
    `The ${opener} sees no answer: it repeats its SYN after 1, 3, 7, 15 ... seconds; ${timeout(opener, transfer)}.`,
  'opener-sees-rst': ({ opener, transfer }) =>
    opener === 'server'
      ? `The server sees RST at once, and answers ${transfer ?? 'the transfer command'} with 425.`
      : 'The client sees RST at once: its user reads "connection refused".',
  'listener-sees-nothing': ({ listener, transfer }) =>
    listener === 'client'
      ? `The client sees no SYN: it waits until the server reports the failure${transfer === null ? '' : ` of ${transfer}`} on the control connection.`
      : 'The server sees no SYN: it waits, and may close with 421 or answer 425 after a time of its own.',
  'server-sees-nobody': () => 'The server sees nothing of it.',
  'server-sees-inside-address': ({ transfer }) =>
    `The server sees an address that is not the client's: it refuses it with 500 or 501, or its SYN reaches nobody, and ${transfer ?? 'the transfer'} gets 425.`,
  'client-sees-inside-address': () =>
    "The client sees an address that it cannot reach: its SYN gets no answer, unless it uses the control connection's address instead.",
  'data-passes': ({ refs }, f) =>
    `Unharmed: ${f.few(refs.map((ref) => `${f.announcement(ref.number)} of ${ref.id}`))}.`,
  'already-failed': (ref, f) => `${refWords(ref, f)} was not opened in this capture either, without these rules.`,
  'nothing-to-judge': () => 'No data connection was announced or opened: these rules change nothing that can be seen.',
};
