/** The logs of --format zeek: one row each. */

import { CONN } from './conn.js';
import { FILES } from './files.js';
import { FTP } from './ftp.js';
import type { Log } from './log.js';
import type { LogName } from './logNames.js';
import { NOTICE } from './notice.js';
import { WEIRD } from './weird.js';

/** By the name of the file, without `.log`. */
export const LOGS: Readonly<Record<LogName, Log>> = {
  conn: CONN,
  ftp: FTP,
  files: FILES,
  notice: NOTICE,
  weird: WEIRD,
};
