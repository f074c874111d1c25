/** Zeek's ftp.log: transfers, deletions and announcements; of a session without any, its last command. */

import { MASK } from '../../ftp/protocol/secrets.js';
import type { DataConnection, Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import { fileUid } from '../../model/flowNames.js';
import { isActive } from '../../model/roles.js';
import type { Report } from '../format.js';
import { ZeekDirectory } from './directory.js';
import { ID_FIELDS, idOf, type Log, type Row, secondsOf, uidOf } from './log.js';
import type { Value } from './value.js';

/** Zeek's logged_commands. */
const LOGGED: ReadonlySet<string> = new Set([
  'APPE',
  'DELE',
  'RETR',
  'STOR',
  'STOU',
  'ACCT',
  'PORT',
  'PASV',
  'EPRT',
  'EPSV',
]);
/** Those whose argument is written as a URL. */
const FILE_COMMANDS: ReadonlySet<string> = new Set([
  'APPE',
  'CWD',
  'DELE',
  'MKD',
  'RETR',
  'RMD',
  'RNFR',
  'RNTO',
  'STOR',
  'STOU',
  'REST',
  'SIZE',
  'MDTM',
]);
const HIDDEN = '<hidden>';
const UNKNOWN_USER = '<unknown>';
/** As many bytes as Zeek's scripts keep. */
export const LONGEST = { argument: 4096, name: 128 } as const;

export const FTP: Log = {
  fields: [
    ['ts', 'time'],
    ['uid', 'string'],
    ...ID_FIELDS,
    ['user', 'string'],
    ['password', 'string'],
    ['command', 'string'],
    ['arg', 'string'],
    ['mime_type', 'string'],
    ['file_size', 'count'],
    ['reply_code', 'count'],
    ['reply_msg', 'string'],
    ['data_channel.passive', 'bool'],
    ['data_channel.orig_h', 'addr'],
    ['data_channel.resp_h', 'addr'],
    ['data_channel.resp_p', 'port'],
    ['fuid', 'string'],
  ],

  *rows(session, report) {
    const { exchanges } = session;
    const lastCommand = exchanges.findLast(({ command }) => command !== null);
    const alone = exchanges.some(({ command }) => LOGGED.has(command?.verb ?? '')) ? null : lastCommand;
    const links = linksOf(session);
    const directory = new ZeekDirectory();
    let user: string | null = null;
    let password: string | null = null;
    for (const exchange of exchanges) {
      const { command } = exchange;
      if (command === null) continue;
      if (command.verb === 'USER') user = command.argument;
      if (command.verb === 'PASS') password = command.argument;
      if (LOGGED.has(command.verb) || exchange === alone)
        yield row(session, exchange, links, { user, password, directory }, report);
      directory.follow(exchange);
    }
  },
};

type Links = {
  readonly announced: ReadonlyMap<Exchange, DataConnection>;
  readonly transfers: ReadonlyMap<Exchange, { data: DataConnection; transfer: Transfer }>;
};

function linksOf({ dataConnections }: Session): Links {
  const announced = new Map<Exchange, DataConnection>();
  const transfers = new Map<Exchange, { data: DataConnection; transfer: Transfer }>();
  for (const data of dataConnections) {
    if (data.exchange !== null) announced.set(data.exchange, data);
    if (data.transfer !== null) transfers.set(data.transfer.exchange, { data, transfer: data.transfer });
  }
  return { announced, transfers };
}

type State = {
  readonly user: string | null;
  readonly password: string | null;
  readonly directory: ZeekDirectory;
};

function row(session: Session, exchange: Exchange, links: Links, state: State, report: Report): Row {
  const { control, server } = session;
  const { verb, argument, timeNs } = exchange.command!;
  const moved = links.transfers.get(exchange);
  const reply = exchange.replies.at(-1);
  const shown = verb === 'PASS' ? hidden(argument) : argument;
  const arg = FILE_COMMANDS.has(verb) ? state.directory.url(server, argument) : shown;
  const connection = moved?.data.connection ?? null;
  const travelled = connection !== null && moved!.transfer.bytes > 0;
  return [
    secondsOf(timeNs, report),
    uidOf(control, report),
    ...idOf(control),
    state.user?.slice(0, LONGEST.name) ?? UNKNOWN_USER,
    state.password === null ? null : hidden(state.password).slice(0, LONGEST.name),
    verb,
    arg === '' ? null : arg.slice(0, LONGEST.argument),
    null,
    verb === 'RETR' ? (moved?.transfer.expectedBytes ?? null) : null,
    reply?.code ?? null,
    reply === undefined ? null : lastLine(reply.text),
    ...dataChannel(session, links.announced.get(exchange)),
    travelled ? fileUid(uidOf(connection, report)) : null,
  ];
}

const hidden = (password: string): string => (password === MASK ? HIDDEN : password);

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1).trimStart();

/** Who connects where, as it was announced. */
function dataChannel({ client, server }: Session, data: DataConnection | undefined): Value[] {
  const announced = data?.announced ?? null;
  if (data === undefined || announced === null) return [null, null, null, null];
  const active = isActive(data.mode);
  return [!active, (active ? server : client).address, announced.address, announced.port];
}
