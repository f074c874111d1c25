import { describe, expect, test } from 'vitest';
import { type ContentBudget, ContentFeed, type ContentPlan, type ContentSink } from '../../../src/ftp/content/feed.js';

const AT = { frame: 1, timeNs: 0 };
const LIMITS = { contentHeldBytes: 10, contentHeldBytesTotal: 25, contentHeldPieces: 4 };

/** A feed that holds everything until `open` is called, and what then came out of it: bytes, and gaps as numbers. */
function holding(budget: ContentBudget = { bytes: 0 }, limits = LIMITS) {
  const got: (string | number | null)[] = [];
  const sink: ContentSink = {
    data: (bytes, start, end) => got.push(Buffer.from(bytes.subarray(start, end)).toString('latin1')),
    gap: (lengthBytes) => got.push(lengthBytes),
    end: () => got.push('end'),
  };
  let plan: ContentPlan | null = null;
  const feed = new ContentFeed(() => plan, budget, [], limits);
  return {
    feed,
    got,
    say: (text: string) => feed.data(Buffer.from(text, 'latin1'), 0, text.length, AT),
    open: () => {
      plan = { mode: 'S', structure: 'F', type: 'I', sinks: [sink] };
      feed.retry();
    },
  };
}

describe('bytes of which nobody knows yet what they are', () => {
  test('are held and passed on whole', () => {
    const { say, feed, open, got } = holding();
    say('abcde');
    feed.gap(3, AT);
    say('fghij');
    open();
    say('k');
    expect(got).toEqual(['abcde', 3, 'fghij', 'k']);
  });

  test('beyond the limit are lost, and so is what follows', () => {
    const { say, open, got } = holding();
    say('abcdefghij');
    say('k');
    say('');
    open();
    say('l');
    expect(got).toEqual(['abcdefghij', 1, 'l']);
  });

  test('after a hole of unknown length beyond the limit are lost too: how many is not known', () => {
    const { say, feed, open, got } = holding();
    say('abcdefgh');
    say('xyz');
    feed.gap(null, AT);
    say('i');
    open();
    expect(got).toEqual(['abcdefgh', null]);
  });

  test('are not taken for the whole where a hole of unknown length was the first that had no room', () => {
    const { say, feed, open, got } = holding();
    for (const piece of ['a', 'b', 'c', 'd']) say(piece);
    feed.gap(null, AT);
    say('e');
    open();
    say('f');
    expect(got).toEqual(['a', 'b', 'c', 'd', null, 'f']);
  });

  test('are counted where they were wanted and not held whole', () => {
    const budget: ContentBudget = { bytes: 0 };
    const [wanted, whole, unwanted] = [holding(budget), holding(budget), holding(budget)];
    for (const { say } of [wanted, unwanted]) for (const text of ['abcdefgh', 'ijk', 'l']) say(text);
    whole.say('a');
    for (const { open } of [wanted, whole]) open();
    unwanted.feed.drop();
    expect(budget).toEqual({ bytes: 0, dropped: 1 });
  });

  test('share a budget, which they give back', () => {
    const budget: ContentBudget = { bytes: 0 };
    const feeds = [holding(budget), holding(budget), holding(budget)];
    for (const { say } of feeds) say('abcdefghij');
    feeds[2]!.open();
    expect(feeds[2]!.got).toEqual([0, 10]);
    feeds[0]!.open();
    feeds[1]!.feed.drop();
    expect(budget.bytes).toBe(0);
  });
});
