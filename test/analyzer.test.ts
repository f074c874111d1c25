import { describe, expect, test } from 'vitest';
import { Analyzer } from '../src/analyzer.js';
import type { Packet } from '../src/capture/packet.js';
import { LIMITS } from '../src/limits.js';
import { findingsOf } from '../src/model/findings.js';
import { TcpConversation } from './support/packets.js';
import { readScript } from './support/script.js';

/** A login; from packet `from` on (counted from 0) the clock of the capture is set back by so many seconds. */
function login(from: number, seconds: number): readonly Packet[] {
  const packets = new TcpConversation()
    .handshake()
    .say('server', '220 ready\r\n')
    .say('client', 'USER kim\r\n')
    .say('server', '331 password\r\n')
    .say('client', 'PASS x\r\n')
    .say('server', '230 in\r\n')
    .close()
    .packets();
  return packets.map((packet, i) => (i < from ? packet : { ...packet, seconds: packet.seconds - seconds }));
}

function analyzed(packets: readonly Packet[]): Analyzer {
  const analyzer = new Analyzer();
  for (const packet of packets) analyzer.push(packet);
  analyzer.finish();
  return analyzer;
}

describe('a clock that was set back', () => {
  test('is a problem of the capture, with its frame', () => {
    const { limitsHit } = analyzed(login(5, 3600));
    expect(limitsHit).toMatchObject([{ code: 'clock-set-back', frames: [6] }]);
  });

  test('changes nothing of the dialogue', () => {
    const [session] = analyzed(login(5, 3600)).sessions;
    expect(session).toMatchObject({ user: 'kim', loggedIn: true });
    expect(session!.control.teardown.fins.map(({ frame }) => frame)).toEqual([9, 11]);
  });

  test('is no problem where packets of two interfaces are merged a few milliseconds out of order', () => {
    const packets = login(99, 0).map((packet, i) => ({ ...packet, nanoseconds: (i % 2) * 5_000_000 }));
    expect(analyzed(packets).limitsHit).toEqual([]);
  });

  test('a clock set forward is none', () => {
    expect(analyzed(login(5, -3600)).limitsHit).toEqual([]);
  });
});

describe('packets that the source has lost', () => {
  const lost = (kernel: number | null) => ({ kernel, interface: null, queue: 0, uncounted: 0, awaySeconds: 0 });
  /** Three downloads, each of ten seconds; packets are lost in the middle of the second one. */
  const script = readScript(`title Three downloads
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
${[50001, 50002, 50003]
  .map(
    (port) => `C: PASV
S: 227 Entering Passive Mode (10,0,0,1,195,${port & 255}).
data d${port} 10.0.0.2:${port - 9000} -> 10.0.0.1:${port}
C: RETR ${port}
S: 150 opening
d${port} < 1000 bytes
d${port} < close
S: 226 done
`,
  )
  .join('')}C: QUIT
S: 221 bye
`);
  const slowly = script.packets.map((packet, i) => ({ ...packet, seconds: packet.seconds + i }));

  test('are evidence of each transfer that ran meanwhile, and of no other; what was captured whole stays complete', () => {
    const analyzer = new Analyzer();
    const middle = Math.floor(slowly.length / 2);
    slowly.forEach((packet, i) => {
      analyzer.push(packet);
      analyzer.lost(lost(i < middle ? 0 : 17), null);
    });
    analyzer.finish();
    const transfers = analyzer.sessions[0]!.dataConnections.map(({ transfer }) => transfer!);
    expect(transfers.map(({ verdict }) => verdict)).toEqual(['complete', 'complete', 'complete']);
    const said = transfers.map(({ evidence }) => evidence.filter(({ code }) => code === 'packets-lost-meanwhile'));
    expect(said.map((list) => list.map(({ params }) => params))).toEqual([[], [{ packets: 17 }], []]);
  });

  test('may be those that seem never to have come: then nothing is stated of them', () => {
    const unused = readScript(`title A port that nobody connects to
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
C: PASV
S: 227 Entering Passive Mode (10,0,0,1,195,80).
C: RETR a
C: QUIT
S: 221 bye
`).packets;
    const codes = (kernel: number): string[] => {
      const analyzer = new Analyzer();
      for (const packet of unused) analyzer.push(packet);
      analyzer.lost(lost(kernel), null);
      analyzer.finish();
      const [session] = analyzer.sessions;
      return findingsOf(session!).map(({ code }) => code);
    };
    expect(codes(0)).toContain('data-never-used');
    expect(codes(3)).not.toContain('data-never-used');
  });
});

/** Openings from many addresses that nobody answers, to a port of 10.0.0.2. */
function flood(count: number, port: number, startNs: number): Packet[] {
  return Array.from({ length: count }, (_, i) =>
    new TcpConversation({
      client: `172.16.${i >> 8}.${i & 255}:40000`,
      server: `10.0.0.2:${port}`,
      startNs: startNs + i * 1000,
    })
      .syn()
      .packets(),
  ).flat();
}

describe('in a SYN flood', () => {
  const COUNT = LIMITS.recentConnections * 2;
  const numbered = (packets: readonly Packet[]): Packet[] => packets.map((packet, i) => ({ ...packet, frame: i + 1 }));
  const session = (port: number, startNs: number) =>
    new TcpConversation({ server: `10.0.0.2:${port}`, startNs, stepNs: 1000 })
      .handshake()
      .say('server', '220 ready\r\n')
      .say('client', 'USER kim\r\n')
      .say('server', '331 password\r\n');

  for (const port of [21, 2121]) {
    test(`a session on port ${port} is found whole, with its data connection`, () => {
      const control = session(port, 100_000_000)
        .say('client', 'PASV\r\n')
        .say('server', '227 Entering Passive Mode (10,0,0,2,195,80)\r\n');
      const data = new TcpConversation({
        client: '10.0.0.1:41000',
        server: '10.0.0.2:50000',
        startNs: control.timeNs,
        stepNs: 1000,
      });
      const packets = numbered([
        ...flood(COUNT, port, 0),
        ...control.packets(),
        ...flood(COUNT, 50_000, 200_000_000).map((packet) => ({ ...packet, seconds: packet.seconds })),
        ...data.handshake().say('server', 'abc').close('server').packets(),
      ]);
      const { sessions, connections } = analyzed(packets);
      expect(connections).toBe(2 * COUNT + 2);
      expect(sessions).toHaveLength(1);
      const first = COUNT + 1;
      expect(sessions[0]).toMatchObject({
        user: 'kim',
        control: { handshake: { syn: first, synAck: first + 1, ack: first + 2 }, firstFrame: first },
      });
      expect(sessions[0]!.dataConnections[0]).toMatchObject({ confidence: 'certain', outcome: 'ok' });
    });
  }

  test('a data connection whose announcement is captured after it is matched all the same', () => {
    const packets = numbered([
      ...session(21, 0).packets(),
      ...flood(COUNT, 80, 10_000_000),
      ...new TcpConversation({ client: '10.0.0.1:41000', server: '10.0.0.2:50000', startNs: 20_000_000, stepNs: 1000 })
        .handshake()
        .say('server', 'abc')
        .packets(),
      ...new TcpConversation({ clientIsn: 1000 + 1 + 10, serverIsn: 5000 + 11 + 14, startNs: 21_000_000, stepNs: 1000 })
        .send('client', { flags: 'PA', seq: 1011, ack: 5026 }, 'PASV\r\n')
        .send('server', { flags: 'PA', seq: 5026, ack: 1017 }, '227 Entering Passive Mode (10,0,0,2,195,80)\r\n')
        .packets(),
    ]);
    const [found] = analyzed(packets).sessions;
    expect(found!.dataConnections[0]?.connection?.responder.port).toBe(50_000);
  });
});
