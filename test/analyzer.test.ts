import { describe, expect, test } from 'vitest';
import { Analyzer } from '../src/analyzer.js';
import type { Packet } from '../src/capture/packet.js';
import { TcpConversation } from './support/packets.js';

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
