/** What the port numbers of a connection say of it, before it has said anything itself. */
import type { Connection, Side } from '../../tcp/types.js';
import { FTP_PORTS } from '../../wire/ports.js';
import type { Recognition } from '../codes.js';

/** Ports that are known for control connections; `implicit`: TLS begins with the first byte. */
const CONTROL_PORTS: ReadonlyMap<number, { readonly implicit: boolean }> = new Map([
  [FTP_PORTS.control, { implicit: false }],
  [FTP_PORTS.tlsControl, { implicit: true }],
]);

export class ControlPorts {
  readonly #control: ReadonlySet<number>;
  readonly #listed: ReadonlySet<number>;

  /** @param given ports that the user names */
  constructor(private readonly given: readonly number[]) {
    this.#control = new Set([...CONTROL_PORTS.keys(), ...given]);
    this.#listed = new Set([...Object.values(FTP_PORTS), ...given]);
  }

  /** Which side speaks as a client on a control connection; null: the ports do not tell. */
  clientSide({ initiator, responder, initiatorKnown }: Connection): Side | null {
    if (this.#control.has(responder.port)) return 'initiator';
    return !initiatorKnown && this.#control.has(initiator.port) ? 'responder' : null;
  }

  /** Servers that listen there speak FTP. */
  isControl(port: number): boolean {
    return this.#control.has(port);
  }

  /** Is it named in the report where no dialogue explains it? */
  listed({ initiator, responder }: Connection): boolean {
    return this.#listed.has(initiator.port) || this.#listed.has(responder.port);
  }

  /** One of the two is a port of FTP, or one that the user names. */
  listedPort(a: number, b: number): boolean {
    return this.#listed.has(a) || this.#listed.has(b);
  }

  /** How a control connection to a server's port was recognised; `implicit`: by TLS from the first byte. */
  recognise(port: number): { by: Recognition; implicit: boolean; given: boolean } {
    const known = CONTROL_PORTS.get(port);
    const given = this.given.includes(port);
    const by: Recognition = known ? { by: 'known-port', port } : given ? { by: 'given-port', port } : { by: 'content' };
    return { by, implicit: known?.implicit ?? false, given };
  }
}
