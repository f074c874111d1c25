/** What is known of a command of FTP: the columns of the table in commands.ts. */

import type { HashName } from '../content/hashes.js';
import type { ListingKind } from '../transfer/listing.js';
import type { AnnouncedMode } from './announcements.js';
import type { Direction, Reply } from './session.js';
import type { DialogueState } from './state.js';

/** What a final reply does to the state. `argument` as sent (unmasked arguments are never kept in the state). */
export type Effect = (state: DialogueState, argument: string, reply: Reply, frame: number) => void;

export type CommandRow = {
  /** The section of an RFC, or a draft, that defines it; null where none does. */
  readonly rfc: string | null;
  /** Who speaks it without a definition; null where there is one. */
  readonly usedBy: string | null;
  /** Final reply codes that answer it, besides those that answer any command. */
  readonly replies: readonly number[];
  /** The server decides what answers it: `replies` are only the usual ones. */
  readonly anyReply?: true;

  // What its argument is
  /** Its argument is a secret. */
  readonly secret?: true;
  /** What follows this in its argument may be a secret. */
  readonly secretAfter?: RegExp;
  /** A step of the login: what it gives. */
  readonly login?: 'user' | 'password' | 'account';
  /** Options of `ls` may stand before the name in its argument ('-la /pub'). */
  readonly options?: true;
  /** The server chooses the name of the file, and tells it in a reply. */
  readonly serverNames?: true;

  // What it asks for
  /** It, or the reply to it, announces an endpoint for a data connection in this form. */
  readonly announce?: AnnouncedMode;
  /** It moves data over a data connection. */
  readonly transfer?: Exclude<Direction, 'third-party'>;
  /** What the lines of the listing that it asks for look like. */
  readonly listing?: ListingKind;
  /** What it moves is added to the file's end: it is not the whole file. */
  readonly appends?: true;
  /** It breaks off the transfer that runs. */
  readonly aborts?: true;
  /** It ends the session. */
  readonly endsSession?: true;
  /** It asks for protection of the control connection (RFC 2228 §3: TLS, Kerberos). */
  readonly startsProtection?: true;
  /** It is a command inside the protection that AUTH and ADAT have agreed on (RFC 2228 §3): its argument hides which. */
  readonly carriesProtected?: true;
  /** Its reply tells the size of a file in bytes. */
  readonly reportsSize?: true;
  /** Its reply tells a hash of a file. `name` null: the reply says which; `part`: of a range of bytes, where one is given. */
  readonly reportsHash?: { readonly name: HashName | null; readonly part: boolean };

  // What it does
  /** It may stand between REST and the command that REST is for. */
  readonly keepsRestart?: true;
  /** After it the same name may mean another file: the directory is another one, or files were renamed or deleted. */
  readonly changesNames?: true;
  /** A reply that only users get who are logged in. */
  readonly provesLogin?: number;
  /** What a positive final reply (2yz) does to the state. */
  readonly effect?: Effect;
  /** Likewise for a 4yz or 5yz reply. */
  readonly failure?: Effect;
  /** Likewise for a 3yz reply. */
  readonly intermediate?: Effect;
  /** Works while a transfer runs, so that its replies may come before the transfer's final one (RFC 959 §5.4). */
  readonly duringTransfer?: true;
};
