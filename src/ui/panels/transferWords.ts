/** A data connection in words. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../../model/format.js';
import type { Role } from '../terminal/theme.js';

/** 'RETR file.bin', 'LIST', or what became of an announcement without a transfer. */
export function transferTitle(data: DataConnection): string {
  const command = data.transfer?.exchange.command;
  return command ? escapeText(`${command.verb} ${command.argument}`.trimEnd()) : 'no transfer';
}

export function outcomeRole(data: DataConnection): Role {
  if (data.transfer?.verdict === 'complete') return 'good';
  if (data.transfer?.verdict === 'truncated' || data.transfer?.verdict === 'refused') return 'alert';
  return data.outcome === 'ok' || data.outcome === 'incomplete' ? 'plain' : 'warning';
}

/** '10.77.0.1:38533 → 10.77.0.2:44441' */
export function pathOf(data: DataConnection): string {
  const { connection, announced } = data;
  if (connection) return `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`;
  return announced ? `nobody → ${formatEndpoint(announced)}` : '–';
}
