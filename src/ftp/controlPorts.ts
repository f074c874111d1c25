/** What the port numbers of a connection say of it, before it has said anything itself. */
import type { Connection, Side } from '../tcp/types.js';

/** IANA: 21 ftp; 990 ftps, where TLS begins with the first byte. */
const FTP_PORT = 21;
const FTPS_PORT = 990;
/** Ports whose unclaimed connections the report lists: ftp-data, ftp, ftps-data, ftps. */
const LISTED_PORTS: readonly number[] = [20, FTP_PORT, 989, FTPS_PORT];

export class ControlPorts {
  readonly #control: ReadonlySet<number>;
  readonly #listed: ReadonlySet<number>;

  /** @param given ports that the user names */
  constructor(private readonly given: readonly number[]) {
    this.#control = new Set([FTP_PORT, FTPS_PORT, ...given]);
    this.#listed = new Set([...LISTED_PORTS, ...given]);
  }

  /** Which side speaks as a client on a control connection; null: the ports do not tell. */
  clientSide({ initiator, responder, initiatorKnown }: Connection): Side | null {
    if (this.#control.has(responder.port)) return 'initiator';
    return !initiatorKnown && this.#control.has(initiator.port) ? 'responder' : null;
  }

  /** Is it named in the report where no dialogue explains it? */
  listed({ initiator, responder }: Connection): boolean {
    return this.#listed.has(initiator.port) || this.#listed.has(responder.port);
  }

  /** How a control connection to a server's port was recognised; `implicit`: by TLS from the first byte. */
  recognise(port: number): { by: string; implicit: boolean; given: boolean } {
    const implicit = port === FTPS_PORT;
    const given = this.given.includes(port);
    const by = implicit
      ? `port ${FTPS_PORT}`
      : port === FTP_PORT
        ? `port ${FTP_PORT}`
        : given
          ? `--port ${port}`
          : 'content';
    return { by, implicit, given };
  }
}
