import { describe, expect, test } from 'vitest';
import { Secrets } from '../../../src/ftp/protocol/secrets.js';

const said = (secrets: Secrets, line: string): string => {
  const [verb = '', ...rest] = line.split(' ');
  const { verb: shown, argument } = secrets.command(verb.toUpperCase(), rest.join(' '));
  return `${shown} ${argument}`.trimEnd();
};
/** A login up to the password. */
const asked = (user = 'bob'): Secrets => {
  const secrets = new Secrets(false);
  said(secrets, `USER ${user}`);
  secrets.replied(331, true);
  return secrets;
};

describe('commands', () => {
  test.each([
    ['PASS hunter2', 'PASS ********'],
    ['PASShunter2', 'PASS********'],
    ['PASSWORD hunter2', 'PASS******** ********'],
    ['hunter2', '********'],
    ['hunter2 and more', '******** ********'],
    ['SITE PSWD old hunter2', 'SITE PSWD ********'],
    ['SITE CHPWD hunter2', 'SITE CHPWD ********'],
    ['SITE adduser ann hunter2', 'SITE adduser ********'],
    ['AUTH PLAIN AGJvYgBodW50ZXIy', 'AUTH PLAIN ********'],
    ['RETR ftp://bob:hunter2@example.net/a', 'RETR ftp://bob:********@example.net/a'],
    ['USER bob:hunter2', 'USER bob:********'],
  ])('%s', (line, shown) => {
    expect(said(asked(), line)).toBe(shown);
    expect(said(new Secrets(true), line).toLowerCase(), '--show-passwords').toBe(line.toLowerCase());
  });

  test.each([['PASV'], ['SITE CHMOD 644 a'], ['SITE PWD'], ['AUTH TLS'], ['RETR ftp://example.net/a'], ['XFOO a']])(
    '%s hides nothing',
    (line) => {
      expect(said(new Secrets(false), line)).toBe(line);
    },
  );

  test('an e-mail address of an anonymous user is no secret, unless another user may have been named since', () => {
    expect(said(asked('anonymous'), 'PASS me@example.net')).toBe('PASS me@example.net');
    const refused = asked('anonymous');
    refused.replied(530, true);
    expect(said(refused, 'PASS hunter2')).toBe('PASS ********');
    const holed = asked('anonymous');
    holed.lost();
    expect(said(holed, 'PASS hunter2')).toBe('PASS ********');
    expect(said(holed, 'XFOO')).toBe('XFOO');
  });
});

describe('what the server says', () => {
  const echoed = (line: string, text: string): string => {
    const secrets = asked();
    said(secrets, line);
    return secrets.text(text);
  };

  test('a secret that it repeats is masked, in any case, everywhere', () => {
    expect(echoed('PASS hunter2', "'PASS hunter2' (HUNTER2hunter2)?")).toBe("'PASS ********' (****************)?");
    expect(echoed('SITE PSWD old hunter2', 'set to hunter2')).toBe('set to ********');
  });

  test('other text stays, also what is short or is the name of the user', () => {
    expect(echoed('PASS hunter2', 'Welcome hunter, 220 files')).toBe('Welcome hunter, 220 files');
    expect(echoed('PASS ok', '230 ok')).toBe('230 ok');
    expect(echoed('PASS bob', 'Home of bob')).toBe('Home of bob');
  });
});
