import { describe, expect, test } from 'vitest';
import type { DataConnection } from '../../src/ftp/protocol/session.js';
import { buildLadder } from '../../src/model/ladder.js';
import { briefTitle, stepOfRow, stepsOf, stepTitle } from '../../src/model/steps.js';
import { marksOf, rowCalled, troubleOf } from '../support/ladderText.js';
import { activeListing, broken, cutOff, fxp } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

const titleOf = (data: DataConnection, number: number, brief = true): string => {
  const title = stepTitle(data, number);
  return TEXTS.say('steps', brief ? briefTitle(title) : title);
};

describe('the ten steps', () => {
  test('of active mode, each with its frames', () => {
    const data = activeListing().session.dataConnections[0]!;
    const steps = stepsOf(data);
    expect(steps.map(({ number, frames }) => `${number} ${titleOf(data, number)}: ${frames.join(' ')}`)).toEqual([
      '1 the client sends SYN to the control port: 1',
      '2 the server answers SYN+ACK: 2',
      '3 the client sends ACK: the control connection is open: 3',
      '4 the client announces the address and port on which it listens: 9',
      '5 the server sends SYN to that port: 12',
      '6 the client answers SYN+ACK: 13',
      '7 the server sends ACK: the data connection is open: 14',
      '8 the data passes: 16 17',
      '9 both sides send FIN and acknowledge it: the data connection is closed: 18 19 20 21',
      '10 further commands; at the end both sides close the control connection with FIN: 25 26 27 28',
    ]);
    expect(marksOf(steps)).toBe('1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✔  7 ✔  8 ✔  9 ✔  10 ✔');
    expect(troubleOf(steps)).toBe('');
  });

  test('a FIN that the capture lacks, though it was acknowledged, closes all the same', () => {
    const { session } = activeListing();
    const data = session.dataConnections[0]!;
    const connection = data.connection!;
    const [first, second] = connection.teardown.fins;
    const unseenFins = [{ from: second!.from, ackFrame: first!.frame }];
    Object.assign(connection, { teardown: { ...connection.teardown, fins: [first], unseenFins } });
    const steps = stepsOf(data);
    expect(steps[8]).toMatchObject({ state: 'done', frames: [18, 19] });
    expect(troubleOf(steps)).toContain('the FIN of the client is not in this capture, but acknowledged in frame 18');
  });

  test('under FXP the other server stands where the client would', () => {
    const { sender, receiver } = fxp();
    const titles = (s: SessionBuilder) => [4, 5, 6, 7].map((n) => titleOf(s.session.dataConnections[0]!, n));
    expect([titles(sender), titles(receiver)]).toEqual([
      [
        'the client announces the address and port on which the other server (10.55.0.2) listens',
        'the server sends SYN to that port',
        'the other server (10.55.0.2) answers SYN+ACK',
        'the server sends ACK: the data connection is open',
      ],
      [
        'the client asks, and the server announces the port on which it listens',
        'the other server (10.55.0.1) sends SYN to that port',
        'the server answers SYN+ACK',
        'the other server (10.55.0.1) sends ACK: the data connection is open',
      ],
    ]);
  });

  test('passive mode is the mirror image', () => {
    const s = new SessionBuilder().open();
    s.pasv('10.77.0.1:50000').open();
    const titles = [4, 5, 6, 7].map((number) => titleOf(s.session.dataConnections[0]!, number));
    expect(titles).toEqual([
      'the client asks, and the server announces the port on which it listens',
      'the client sends SYN to that port',
      'the server answers SYN+ACK',
      'the client sends ACK: the data connection is open',
    ]);
  });

  test.each([
    [0, '1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✘  7 –  8 –  9 –  10 ✔', 'step 6 (the server answers SYN+ACK): never answered'],
    [
      1,
      '1 ✔  2 ✔  3 ✔  4 ✔  5 ✘  6 –  7 –  8 –  9 –  10 ✔',
      'step 5 (the client sends SYN to that port): nobody connected in this capture',
    ],
    [
      2,
      '1 ✔  2 ✔  3 ✔  4 ✘  5 –  6 –  7 –  8 –  9 –  10 ✔',
      'step 4 (the client announces the address and port on which it listens): rejected with 500, frames 17 and 18',
    ],
    [
      3,
      '1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✔  7 ✔  8 ✘  9 ✘  10 ✔',
      'step 8 (the data passes): cut short, frames 26 and 716; step 9 (both sides send FIN and acknowledge it: the data connection is closed): ended by RST, frame 717',
    ],
  ])('say where data connection %i went wrong', (index, line, trouble) => {
    const steps = stepsOf(broken().session.dataConnections[index]!);
    expect(marksOf(steps)).toBe(line);
    expect(troubleOf(steps)).toBe(trouble);
  });

  test('refused by RST: the RST is step 6, and step 9 is not reached', () => {
    const s = new SessionBuilder().open();
    const data = s.epsv(50004).syn().rst('server', 'refused');
    expect(troubleOf(stepsOf(data.data))).toBe(
      'step 6 (the server answers SYN+ACK): refused with RST, frame 7; step 10 (further commands; at the end both sides close the control connection with FIN): not in this capture',
    );
    const rst = rowCalled(s.session, 'RST');
    expect(stepOfRow(rst, s.session)?.number).toBe(6);
  });

  test('what a late capture lacks is unseen, not wrong', () => {
    const s = new SessionBuilder();
    s.pasv('10.77.0.1:50000').open();
    const steps = stepsOf(s.session.dataConnections[0]!);
    expect(marksOf(steps)).toBe('1 ?  2 ?  3 ?  4 ✔  5 ✔  6 ✔  7 ✔  8 ?  9 ?  10 ?');
    expect(troubleOf(steps)).toContain('steps 1 to 3: not in this capture');
  });

  test('nothing can fail to answer a SYN that nobody sent', () => {
    const s = new SessionBuilder().open();
    const { data } = s.port('10.77.0.2:50000');
    expect(marksOf(stepsOf(data))).toBe('1 ✔  2 ✔  3 ✔  4 ✔  5 ?  6 –  7 –  8 –  9 –  10 ?');
    expect(troubleOf(stepsOf(data).slice(3, 9))).toBe(
      'step 5 (the server sends SYN to that port): nobody connected in this capture',
    );
  });

  test('a SYN that the end of the capture leaves open is not yet unanswered', () => {
    const s = new SessionBuilder().open();
    const { data } = s.pasv('10.77.0.1:50000').syn();
    expect(marksOf(stepsOf(data))).toBe('1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ?  7 –  8 –  9 –  10 ?');
  });

  test('a transfer that the capture leaves in the middle: how far it came', () => {
    const { data } = cutOff();
    expect(marksOf(stepsOf(data))).toBe('1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✔  7 ✔  8 ?  9 ?  10 ?');
    expect(troubleOf(stepsOf(data))).toContain('4,344 of 300,000 bytes in this capture');
  });

  test('an empty file is complete all the same', () => {
    const s = new SessionBuilder().open();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR empty');
    data.close();
    data.transferred(retr);
    s.reply('226 done', retr);
    const step = stepsOf(data.data)[7]!;
    expect([step.state, step.note?.code]).toEqual(['done', 'empty']);
  });
});

describe('the final reply of a transfer reports a step and is none', () => {
  const of = (s: SessionBuilder, label: string) => stepOfRow(rowCalled(s.session, label), s.session);

  test('425: step 6 had failed', () => {
    expect(of(broken(), '425')).toMatchObject({ number: 6, reports: 'failed' });
  });

  test('226 after both FINs: step 9 is done', () => {
    expect(of(activeListing(), '226')).toMatchObject({ number: 9, reports: 'done' });
    expect(of(activeListing(), '150')).toMatchObject({ number: 8 });
    expect(of(activeListing(), '150')?.reports).toBeUndefined();
  });
});

test('every row of the picture knows its step', () => {
  const { session } = activeListing();
  const numbers = buildLadder(session).map((row) => stepOfRow(row, session)?.number ?? 0);
  expect(numbers).toEqual([
    0, 1, 2, 3, 0, 0, 0, 0, 0, 4, 4, 8, 0, 5, 6, 7, 8, 8, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10,
  ]);
});
