/** A dialogue is delivered in the order of cause and effect, also where the file swaps packets. */
import { expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import { TcpConversation } from '../support/packets.js';

const dialogue = () => {
  const talk = new TcpConversation().handshake();
  for (const [from, text] of [
    ['server', '220 ready\r\n'],
    ['client', 'USER a\r\n'],
    ['server', '331 password\r\n'],
    ['client', 'PASS b\r\n'],
    ['server', '230 welcome\r\n'],
    ['client', 'SYST\r\n'],
    ['server', '215 UNIX\r\n'],
    ['client', 'QUIT\r\n'],
    ['server', '221 bye\r\n'],
  ] as const)
    talk.say(from, text);
  return talk.fin('server').fin('client').ack('server').packets();
};

const codes = (packets: ReturnType<typeof dialogue>) => {
  const analyzer = new Analyzer();
  for (const [i, packet] of packets.entries()) analyzer.push({ ...packet, frame: i + 1 });
  analyzer.finish();
  const session = analyzer.sessions[0]!;
  const { initiator, responder } = session.control.sides;
  return {
    exchanges: session.exchanges.map(({ command, code }) => `${command?.verb ?? '*'} ${code}`).join(', '),
    missing: initiator.missingBytes + responder.missingBytes,
    fins: session.control.teardown.fins.length,
  };
};

const WHOLE = { exchanges: '* 220, USER 331, PASS 230, SYST 215, QUIT 221', missing: 0, fins: 2 };

for (let first = 3; first + 1 < dialogue().length; first++)
  test(`packets ${first + 1} and ${first + 2} are swapped`, () => {
    const packets = dialogue();
    [packets[first], packets[first + 1]] = [packets[first + 1]!, packets[first]!];
    expect(codes(packets)).toEqual(WHOLE);
  });

for (const offset of [0, 1])
  test(`every two packets are swapped, from the ${offset + 1}. on`, () => {
    const packets = dialogue();
    for (let i = offset; i + 1 < packets.length; i += 2) [packets[i], packets[i + 1]] = [packets[i + 1]!, packets[i]!];
    expect(codes(packets)).toEqual(WHOLE);
  });

test('a reply that is really lost does not hold what follows', () => {
  const packets = dialogue();
  packets.splice(5, 1);
  expect(codes(packets)).toEqual({
    ...WHOLE,
    exchanges: '* 220, USER null, PASS 230, SYST 215, QUIT 221',
    missing: 14,
  });
});

test('a dialogue of which one side is captured comes to its end', () => {
  const packets = dialogue().filter((_packet, i) => i < 3 || i % 2 === 0);
  expect(codes(packets).exchanges).toBe('USER null, PASS null, SYST null, QUIT null');
});
