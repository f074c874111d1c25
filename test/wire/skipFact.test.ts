import { describe, expect, test } from 'vitest';
import { REASON } from '../../src/wire/reasons.js';
import { skipFact } from '../../src/wire/skipFact.js';
import { TEXTS } from '../support/texts.js';

const reasonWords = (reason: string, count: number) => TEXTS.say('skipped', skipFact(reason, count));

describe('why packets were not analysed, in words', () => {
  test('every reason has some, of one packet and of several', () => {
    for (const reason of Object.values(REASON)) {
      expect(reasonWords(reason, 1)).toMatch(/^1 .*\b(packet|frame|fragment)\b/);
      expect(reasonWords(reason, 2)).toMatch(/^2 .*\b(packets|frames|fragments)\b/);
    }
  });

  test.each([
    ['tcp-bad-data-offset', 1, '1 packet with an impossible TCP header length'],
    ['icmpv6', 5, '5 ICMPv6 packets'],
    ['ethertype-0x88cc', 2, '2 packets of EtherType 0x88cc'],
    ['ip-protocol-89', 1, '1 packet of IP protocol 89'],
    ['link-type-147', 3, '3 packets of link type 147'],
    ['ppp-protocol-0x002b', 3, '3 packets of PPP protocol 0x002b'],
    ['address-family-30', 1, '1 packet of address family 30'],
    ['llc-sap-0x42', 7, '7 packets of LLC service access point 0x42'],
  ])('%s', (reason, count, words) => {
    expect(reasonWords(reason, count)).toBe(words);
  });
});
