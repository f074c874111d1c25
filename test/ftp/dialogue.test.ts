/** Commands and replies as lines, and which reply answers which command. */
import { describe, expect, test } from 'vitest';
import { Dialogue, type ExchangeRecord } from '../../src/ftp/dialogue.js';

type Row = readonly [command: string | null, ...codes: number[]];

/** '> VERB' is a command, '< 226' a reply, '~' bytes of the server that are missing. */
function pairs(lines: string, options: { seenFromStart?: boolean } = {}): Row[] {
  const exchanges: ExchangeRecord[] = [];
  const dialogue = new Dialogue(exchanges, {
    stillTransferring: () => false,
    transferEnded: () => false,
    seenFromStart: options.seenFromStart ?? true,
    reordered: false,
  });
  let frame = 0;
  for (const line of lines.split('\n').map((text) => text.trim())) {
    frame++;
    const [sign, word = ''] = line.split(' ');
    const at = { frame, timeNs: frame * 1e6 };
    if (sign === '>') dialogue.command({ verb: word, argument: '', telnet: '', oddities: [], ...at }, null);
    else if (sign === '<')
      dialogue.reply({
        code: Number(word),
        text: '',
        firstFrame: frame,
        lastFrame: frame,
        timeNs: at.timeNs,
        oddities: [],
      });
    else if (sign === '~') dialogue.repliesLost();
  }
  return exchanges.map(({ command, replies }) => [command?.verb ?? null, ...replies.map(({ code }) => code)]);
}

describe('replies answer commands', () => {
  test('in order, with preliminary replies before the final one', () => {
    const lines = '< 220\n> USER\n< 331\n> PASS\n< 230\n> RETR\n< 150\n< 226';
    expect(pairs(lines)).toEqual([
      [null, 220],
      ['USER', 331],
      ['PASS', 230],
      ['RETR', 150, 226],
    ]);
  });

  test('that were sent without waiting (RFC 959 §5.4)', () => {
    expect(pairs('< 220\n> TYPE\n> PASV\n> RETR\n< 200\n< 227\n< 150\n< 226')).toEqual([
      [null, 220],
      ['TYPE', 200],
      ['PASV', 227],
      ['RETR', 150, 226],
    ]);
  });

  test('but the greeting answers none, though a command was sent before it', () => {
    expect(pairs('> USER\n< 220\n< 331')).toEqual([
      ['USER', 331],
      [null, 220],
    ]);
  });

  test('and nobody asked for 421', () => {
    expect(pairs('< 220\n> USER\n< 331\n< 421').at(-1)).toEqual([null, 421]);
  });

  test('of commands that are answered while a transfer runs, before that of the transfer', () => {
    expect(pairs('< 220\n> RETR\n< 150\n> NOOP\n< 200\n< 226')).toEqual([
      [null, 220],
      ['RETR', 150, 226],
      ['NOOP', 200],
    ]);
  });
});

describe('where bytes of the server are missing', () => {
  test('the command whose reply is among them has none, and the next has its own', () => {
    expect(pairs('< 220\n> PWD\n~\n> SYST\n< 215')).toEqual([[null, 220], ['PWD'], ['SYST', 215]]);
  });

  test('a reply that fits the oldest command is still its own', () => {
    expect(pairs('< 220\n> PWD\n~\n< 257')).toEqual([
      [null, 220],
      ['PWD', 257],
    ]);
  });
});
