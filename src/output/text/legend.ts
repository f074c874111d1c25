/** How to read the ladder, for whoever sees one for the first time. */
import type { ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { field, heading } from './lines.js';

export function* legendLines(style: ReportStyle): Generator<StyledLine> {
  const { width } = style;
  yield heading('How to read this', width);
  // In ASCII the signs become longer than they are here.
  const say = (text: string) => field('', text, style.ascii ? width - 12 : width, { labelColumns: 0 });
  yield* say(
    'FTP uses one TCP connection for commands and replies (the control connection) and another for each file or listing (a data connection). In the ladders time runs down, the client stands left, the server right, and every arrow has a port at both ends:',
  );
  yield [
    span('  │ 45658 ', 'dim'),
    span('─── command ─▶', 'control'),
    span(' 21    │', 'dim'),
    span('  control connection: commands and replies'),
  ];
  yield [
    span('  ┆ 44441 ', 'dim'),
    span('◀═══ data ════', 'data'),
    span(' 20    ┆', 'dim'),
    span('  data connection: one file or listing'),
  ];
  yield* say(
    'Before each file one side announces a port (PORT by the client, PASV by the server) and the other connects to it. ① stands beside an announcement and beside the SYN that keeps it; ✘ tells why one was not kept. frame is the number of the packet, time the seconds since the capture began, Δ the time since the row above. Acknowledgements alone have no rows.',
  );
  yield* say(
    'Steps are the ten of a data connection and its control connection: ✔ seen, ✘ failed or missing, ? not in this capture, – not reached. certain, likely, inferred: how sure it is that a connection is the one that was announced.',
  );
}
