/**
 * The readable form in which conformance cases are written, and the capture that is built from it.
 * fixtures/conformance/README.md describes the form for those who write cases.
 */
import type { Packet } from '../../src/capture/packet.js';
import {
  ethernet,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  mergePackets,
  packet,
  START_SECONDS,
  TcpConversation,
  tcp,
  timeNsOf,
  type Who,
} from './packets.js';
import { durationNs, endpoint, escapedBytes, payload, words } from './scriptWords.js';

/** What a script expects of a report: subject 'data', arguments ['1.1'], facts mode = PASV, outcome = ok ... */
export type Expectation = {
  readonly line: number;
  readonly subject: string;
  readonly arguments: readonly string[];
  readonly facts: readonly { readonly key: string; readonly value: string }[];
};

/** A case as written, with the capture that it describes. */
export type Script = {
  readonly title: string;
  readonly why: string;
  readonly packets: readonly Packet[];
  readonly expectations: readonly Expectation[];
  /** Payload that each side of each connection sent, captured or not: 'd >' is what the initiator of d sent. */
  readonly sent: ReadonlyMap<string, Uint8Array>;
};

/** A script that cannot be read; the message names the line. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

const STEP_NS = 1_000_000;

type Talk = {
  readonly name: string;
  readonly conversation: TcpConversation;
  readonly initiator: string;
  readonly responder: string;
  /** Packets of these are in the capture. */
  readonly heard: Set<Who>;
  /** How much later than they were sent packets of each side are captured. */
  readonly lateNs: Record<Who, number>;
  segmentBytes: number;
};

type Modifier = 'lost' | 'twice' | 'backwards' | 'unacked' | 'urgent';
const MODIFIERS = '((?:(?:lost|twice|backwards|unacked|urgent) )*)';
const SAID = new RegExp(`^${MODIFIERS}(?:(\\w+) )?([CS])([:=]) ?(.*)$`);
const ACTED = new RegExp(`^${MODIFIERS}(\\w+) ([<>]) (.+)$`);

/** Single segments by name. */
const SEGMENTS: Readonly<Record<string, (conversation: TcpConversation, from: Who) => unknown>> = {
  syn: (conversation) => conversation.syn(),
  'syn again': (conversation) => conversation.syn({ seq: (conversation.next.client - 1) >>> 0 }),
  'syn-ack': (conversation) => conversation.synAck(),
  ack: (conversation, from) => conversation.ack(from),
  fin: (conversation, from) => conversation.fin(from),
  // RFC 9293 §3.5.2: a reset that answers a segment with ACK takes its number from there; here both are known.
  rst: (conversation, from) => conversation.send(from, { flags: 'RA' }),
  refuse: (conversation, from) => conversation.send(from, { flags: 'RA', seq: 0 }),
};

const other = (who: Who): Who => (who === 'client' ? 'server' : 'client');

/** @throws ScriptError where a line is not understood. */
export function readScript(text: string): Script {
  const reader = new Reader();
  text.split('\n').forEach((line, i) => {
    try {
      reader.line(line.trimEnd(), i + 1);
    } catch (error) {
      throw new ScriptError(`line ${i + 1}: ${(error as Error).message}: ${line}`);
    }
  });
  return reader.finish();
}

class Reader {
  #title = '';
  readonly #why: string[] = [];
  readonly #talks: Talk[] = [];
  readonly #expectations: Expectation[] = [];
  readonly #loose: Packet[] = [];
  readonly #sent = new Map<string, Uint8Array>();
  #control: Talk | undefined;
  #nowNs = 0;
  #beginNs = 0;
  #endNs = Number.POSITIVE_INFINITY;

  /** What a line can begin with, besides what somebody says or does. */
  readonly #directives: Readonly<Record<string, (text: string, line: number) => void>> = {
    title: (text) => {
      this.#title = text;
    },
    why: (text) => this.#why.push(text),
    control: (text) => {
      this.#control = this.#open(text);
    },
    data: (text) => this.#open(text),
    use: (name) => {
      this.#control = this.#talk(name);
    },
    wait: (text) => {
      this.#nowNs += durationNs(text);
    },
    segments: (text) => {
      const [name = '', bytes = ''] = text.split(' ');
      this.#talk(name).segmentBytes = Number(bytes);
    },
    hear: (text) => this.#hear(text),
    late: (text) => {
      const [name = '', arrow = '', ...time] = text.split(' ');
      this.#talk(name).lateNs[arrow === '>' ? 'client' : 'server'] = durationNs(time.join(' '));
    },
    capture: (text) => {
      if (text === 'begins') this.#beginNs = this.#nowNs;
      else if (text === 'ends') this.#endNs = this.#nowNs;
      else throw new Error("expected 'begins' or 'ends'");
    },
    icmp: (text) => this.#icmp(text),
    expect: (text, line) => this.#expect(text, line),
  };

  line(text: string, number: number): void {
    if (text === '' || text.startsWith('#')) return;
    const said = SAID.exec(text);
    const acted = ACTED.exec(text);
    if (said) {
      const [, how = '', name, letter, form, words = ''] = said;
      const talk = name === undefined ? this.#control : this.#talk(name);
      if (!talk) throw new Error('no control connection yet');
      const from = letter === 'C' ? 'client' : 'server';
      this.#say(talk, from, escapedBytes(form === ':' ? `${words}\\r\\n` : words), modifiers(how));
    } else if (acted) {
      const [, how = '', name = '', arrow, action = ''] = acted;
      this.#act(this.#talk(name), arrow === '>' ? 'client' : 'server', action, modifiers(how));
    } else {
      const [word = '', ...rest] = text.split(' ');
      const directive = this.#directives[word];
      if (!directive) throw new Error('no such line');
      directive(rest.join(' '), number);
    }
  }

  finish(): Script {
    const captured = [...this.#talks.flatMap((talk) => talk.conversation.packets()), ...this.#loose].filter((each) => {
      const atNs = timeNsOf(each);
      return atNs >= this.#beginNs && atNs < this.#endNs;
    });
    return {
      title: this.#title,
      why: this.#why.join(' '),
      packets: mergePackets(captured),
      expectations: this.#expectations,
      sent: this.#sent,
    };
  }

  #open(text: string): Talk {
    const match = /^(?:(\w+) )?(\S+) -> (\S+)(?: (open|syn|refused|joined))?$/.exec(text);
    if (!match) throw new Error('expected: [NAME] ADDRESS:PORT -> ADDRESS:PORT [open|syn|refused|joined]');
    const [, name = 'control', initiator = '', responder = '', how = 'open'] = match;
    endpoint(initiator);
    endpoint(responder);
    const base = (this.#talks.length + 1) * 1_000_000;
    const talk: Talk = {
      name,
      conversation: new TcpConversation({
        client: initiator,
        server: responder,
        clientIsn: base,
        serverIsn: base + 500_000,
        stepNs: STEP_NS,
      }),
      initiator,
      responder,
      heard: new Set<Who>(['client', 'server']),
      lateNs: { client: 0, server: 0 },
      segmentBytes: 1460,
    };
    this.#talks.push(talk);
    if (how !== 'joined') this.#act(talk, 'client', 'syn', new Set());
    if (how === 'refused') this.#act(talk, 'server', 'refuse', new Set());
    if (how === 'open') {
      this.#act(talk, 'server', 'syn-ack', new Set());
      this.#act(talk, 'client', 'ack', new Set());
    }
    return talk;
  }

  #hear(text: string): void {
    const [name = '', sides = ''] = text.split(' ');
    const { heard } = this.#talk(name);
    heard.clear();
    if (sides.includes('>')) heard.add('client');
    if (sides.includes('<')) heard.add('server');
  }

  #icmp(text: string): void {
    const match = /^(\S+) (prohibited|unreachable) (\w+)$/.exec(text);
    if (!match) throw new Error('expected: icmp REPORTER prohibited|unreachable NAME');
    const [, reporter = '', what, name = ''] = match;
    const talk = this.#talk(name);
    const from = endpoint(talk.initiator);
    const to = endpoint(talk.responder);
    const seq = (talk.conversation.next.client - 1) >>> 0;
    const segment = tcp({ srcPort: from.port, dstPort: to.port, seq, flags: 'S' });
    const addresses = { src: from.address, dst: to.address };
    const back = { src: reporter, dst: from.address };
    const prohibited = what === 'prohibited';
    const datagram = from.address.includes(':')
      ? ipv6(back, icmpv6(1, prohibited ? 1 : 3, ipv6(addresses, segment)))
      : ipv4(back, icmp(3, prohibited ? 13 : 1, ipv4(addresses, segment)));
    const seconds = START_SECONDS + Math.floor(this.#nowNs / 1e9);
    this.#loose.push(packet(ethernet(datagram), { seconds, nanoseconds: this.#nowNs % 1e9 }));
    this.#nowNs += STEP_NS;
  }

  #expect(text: string, line: number): void {
    const all = words(text);
    const firstFact = all.findIndex((word) => /^[A-Za-z]+=/.test(word));
    const names = firstFact < 0 ? all : all.slice(0, firstFact);
    const facts = all.slice(names.length).map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new Error(`expected key=value, found '${word}'`);
      return { key: word.slice(0, at), value: word.slice(at + 1) };
    });
    this.#expectations.push({ line, subject: names[0] ?? '', arguments: names.slice(1), facts });
  }

  #act(talk: Talk, from: Who, action: string, how: ReadonlySet<Modifier>): void {
    const { conversation } = talk;
    const bytes = payload(action);
    const segment = SEGMENTS[action];
    const unseen = /^unseen (\d+) bytes$/.exec(action);
    if (unseen) conversation.lose(from, Number(unseen[1]));
    else if (bytes) this.#say(talk, from, bytes, how);
    else if (action === 'close') {
      this.#emit(talk, from, () => conversation.fin(from), false);
      this.#emit(talk, other(from), () => conversation.ack(other(from)), false);
      this.#emit(talk, other(from), () => conversation.fin(other(from)), false);
      this.#emit(talk, from, () => conversation.ack(from), false);
    } else if (segment) {
      const captured = this.#emit(talk, from, () => segment(conversation, from), how.has('lost'));
      if (captured && how.has('twice')) conversation.duplicate(-1);
    } else throw new Error(`no such action '${action}'`);
  }

  #say(talk: Talk, from: Who, bytes: Uint8Array, how: ReadonlySet<Modifier>): void {
    const { conversation, segmentBytes } = talk;
    const key = `${talk.name} ${from === 'client' ? '>' : '<'}`;
    this.#sent.set(key, Uint8Array.from([...(this.#sent.get(key) ?? []), ...bytes]));
    let captured = 0;
    for (let at = 0; at < bytes.length; at += segmentBytes) {
      const part = bytes.subarray(at, at + segmentBytes);
      const fields = how.has('urgent') ? { flags: 'PAU', urgentPointer: part.length } : {};
      if (!this.#emit(talk, from, () => conversation.say(from, part, segmentBytes, fields), how.has('lost'))) continue;
      captured++;
      if (how.has('twice')) conversation.duplicate(-1);
      if (how.has('backwards') && captured > 1) conversation.move(-1, -captured);
    }
    if (!how.has('unacked')) this.#emit(talk, other(from), () => conversation.ack(other(from)), false);
  }

  /** Sends one segment now; true where the capture has it. */
  #emit(talk: Talk, from: Who, send: () => unknown, lost: boolean): boolean {
    talk.conversation.timeNs = this.#nowNs + talk.lateNs[from];
    send();
    this.#nowNs += STEP_NS;
    const captured = talk.heard.has(from) && !lost;
    if (!captured) talk.conversation.drop(-1);
    return captured;
  }

  /** The latest connection of that name: a name may be used again. */
  #talk(name: string): Talk {
    const talk = this.#talks.findLast((each) => each.name === name);
    if (!talk) throw new Error(`no connection '${name}'`);
    return talk;
  }
}

function modifiers(text: string): ReadonlySet<Modifier> {
  return new Set(text.split(' ').filter(Boolean) as Modifier[]);
}
