/** The working directory as Zeek follows it, and its names for files: 'ftp://192.0.2.1/./pub/data/x.gz'. */

import type { Exchange } from '../../ftp/protocol/session.js';
import type { Endpoint } from '../../tcp/types.js';

/** The directory of the login, where nothing tells it. */
const UNKNOWN = '.';

export class ZeekDirectory {
  #path = UNKNOWN;

  /** A command has its replies. */
  follow({ command, code, replies }: Exchange): void {
    if (command === null) return;
    const { verb, argument } = command;
    if (/^X?CWD$/.test(verb) && code === 250) this.#path = this.#at(argument);
    else if (/^X?CUP$|^CDUP$/.test(verb) && (code === 200 || code === 250)) this.#path = this.#at('..');
    else if (/^X?PWD$/.test(verb) && code === 257) this.#path = quoted(replies.at(-1)?.text ?? '') ?? this.#path;
  }

  url({ address }: Endpoint, argument: string): string {
    const path = this.#at(argument);
    const host = address.includes(':') ? `[${address}]` : address;
    return `ftp://${host}${path.startsWith('/') ? '' : '/'}${path}`;
  }

  #at(name: string): string {
    return compressed(name.startsWith('/') ? name : `${this.#path}/${name}`);
  }
}

const quoted = (text: string): string | null => /"([^"]*)"/.exec(text)?.[1] ?? null;

/** Without '//', '/./' and what '..' takes away; a '.' at the beginning stays. */
function compressed(path: string): string {
  const [first, ...names] = path.split('/');
  const kept: string[] = [];
  for (const name of names) {
    if (name === '' || name === '.') continue;
    if (name === '..') kept.pop();
    else kept.push(name);
  }
  return [first, ...kept].join('/') || '/';
}
