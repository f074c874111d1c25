/** How a control connection was recognised, as JSON names it. */
import type { Session } from '../ftp/protocol/session.js';

/** 'port 21', '--port 2121' or 'content'. */
export function recognitionName({ recognisedBy }: Session): string {
  if (recognisedBy.by === 'content') return 'content';
  return `${recognisedBy.by === 'given-port' ? '--port' : 'port'} ${recognisedBy.port}`;
}
