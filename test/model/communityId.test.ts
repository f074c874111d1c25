import { describe, expect, test } from 'vitest';
import { communityId } from '../../src/model/communityId.js';

const end = (address: string, port: number) => ({ address, port });

// Of the published algorithm, computed by hand with SHA-1.
const CASES = [
  ['192.168.57.10', 50_000, '192.168.57.20', 21, 0, '1:pW/beq+CZxFJzBgvfxeMDMIHck0='],
  ['192.168.57.10', 50_000, '192.168.57.20', 21, 1, '1:M95+BqAHf+cyP5ZT+pXenFMQKFM='],
  ['192.168.57.20', 20, '192.168.57.10', 40_001, 0, '1:SvJuk9Ypqt20BnTQDVvpXU82DmE='],
  ['2001:db8::10', 50_000, '2001:db8::20', 21, 0, '1:OC325m3WKyr4wU5S9T/aQWY2GV4='],
  ['127.0.0.1', 51_354, '127.0.0.1', 21, 0, '1:QmkYm8BQk/1YP4m5tj2dDhtof6o='],
] as const;

describe('community id', () => {
  test.each(CASES)('%s:%i and %s:%i, seed %i, either way', (a, aPort, b, bPort, seed, want) => {
    const [initiator, responder] = [end(a, aPort), end(b, bPort)];
    expect(communityId({ initiator, responder }, seed)).toBe(want);
    expect(communityId({ initiator: responder, responder: initiator }, seed)).toBe(want);
  });
});
