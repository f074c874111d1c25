/** What a TLS connection shows of itself from outside, and more where its keys are known. */
import { LIMITS } from '../limits.js';
import type { Arrival, Side } from '../tcp/types.js';
import type { ClientHello, ServerHello } from './handshake.js';
import { RECORD } from './records.js';
import { RecordTrace } from './trace.js';
import { VERSION } from './versions.js';

/** RFC 8446 §6. `level` and `description` are null where the alert is encrypted and its keys are not known. */
export type TlsAlert = {
  readonly from: Side;
  readonly level: number | null;
  readonly description: number | null;
  /** It was sent under the keys of the connection. */
  readonly encrypted: boolean;
  readonly frame: number;
  readonly timeNs: number;
};

/** How a connection takes up the session of another: RFC 5246 §7.3, RFC 5077, RFC 8446 §2.2; `full`: not at all. */
export type Resumption = 'full' | 'session-id' | 'ticket' | 'psk';

/**
 * How far the handshake came: `done` both sides have changed to their keys; `failed` a fatal alert, or one in the place
 * of Finished; `unanswered` the ClientHello alone; `unfinished` it stops in the midst; `not-captured` the connection is
 * older than the capture.
 */
export type HandshakeState = 'done' | 'failed' | 'unanswered' | 'unfinished' | 'not-captured';

export const ALERT = { CLOSE_NOTIFY: 0, FATAL: 2 } as const;

/** Live: it grows while packets arrive. */
export class TlsFacts {
  /** Who sent the ClientHello; null: it is not in the capture. */
  client: Side | null = null;
  /** The hellos of the first handshake, and of the last where the connection is renegotiated. */
  clientHello: Arrival | null = null;
  serverHello: Arrival | null = null;
  clientSays: ClientHello | null = null;
  serverSays: ServerHello | null = null;
  /** The first ServerHello asked for another ClientHello (RFC 8446 §4.1.4). */
  retried = false;
  /** Handshakes whose ServerHello was seen. */
  handshakes = 0;
  /** Where each side begins to use its keys: ChangeCipherSpec, or in TLS 1.3 its first encrypted record. */
  readonly protectedFrom: Record<Side, Arrival | null> = { initiator: null, responder: null };
  readonly alerts: TlsAlert[] = [];
  readonly closeNotify: Record<Side, Arrival | null> = { initiator: null, responder: null };
  /** Who can be read to the end: an alert that is missing here was not sent. */
  readonly read: Record<Side, boolean> = { initiator: false, responder: false };
  /** As DER, the server's own first; up to TLS 1.2 they are sent in the clear. */
  certificates: readonly Buffer[] = [];
  /** RFC 5077: tickets that the server issued in the clear. */
  readonly tickets: Buffer[] = [];
  readonly trace: Readonly<Record<Side, RecordTrace>>;
  /** The server sent ServerHelloDone: no session is resumed (TLS 1.2 and older). */
  full = false;

  /** @param tracedRecords of each side, see `RecordTrace` */
  constructor(tracedRecords: number = LIMITS.tlsTracedData) {
    this.trace = { initiator: new RecordTrace(tracedRecords), responder: new RecordTrace(tracedRecords) };
  }

  get tls13(): boolean {
    return this.serverSays?.version === VERSION.TLS13;
  }

  /** null: not known (yet). */
  get resumption(): Resumption | null {
    const { clientSays, serverSays } = this;
    if (clientSays === null || serverSays === null) return null;
    if (this.tls13) return serverSays.psk === null ? 'full' : 'psk';
    if (this.full) return 'full';
    const { initiator, responder } = this.protectedFrom;
    if (initiator === null && responder === null) return null;
    const { sessionId } = serverSays;
    if (clientSays.ticket) return 'ticket';
    return sessionId.length > 0 && sessionId.equals(clientSays.sessionId) ? 'session-id' : null;
  }

  get handshake(): HandshakeState {
    const { initiator, responder } = this.protectedFrom;
    if (this.clientHello === null && this.serverHello === null) return 'not-captured';
    const fatal = this.alerts.some(
      ({ level, encrypted, from }) =>
        level === ALERT.FATAL && (!encrypted || (this.protectedFrom[from] !== null && this.#saidNothing(from))),
    );
    if (fatal || this.#alertInsteadOfFinished) return 'failed';
    if (initiator !== null && responder !== null) return 'done';
    return this.serverHello === null && !this.retried ? 'unanswered' : 'unfinished';
  }

  /** TLS 1.3: the client's first encrypted record carries two bytes, not its Finished. */
  get #alertInsteadOfFinished(): boolean {
    if (!this.tls13 || this.client === null) return false;
    const first = this.trace[this.client].records.find(({ type }) => type === RECORD.APPLICATION_DATA);
    return first !== undefined && first.bytes === ENCRYPTED_ALERT_BYTES && this.trace[this.client].dataRecords === 1;
  }

  #saidNothing(from: Side): boolean {
    return this.trace[from].dataRecords <= 1;
  }

  /** An alert; one that was noted as encrypted in the same frame is this one, read. */
  addAlert(alert: TlsAlert): void {
    if (alert.description === ALERT.CLOSE_NOTIFY)
      this.closeNotify[alert.from] ??= { frame: alert.frame, timeNs: alert.timeNs };
    const noted = this.alerts.findIndex(
      ({ from, description, frame }) => description === null && from === alert.from && frame === alert.frame,
    );
    if (noted >= 0) this.alerts[noted] = alert;
    else if (this.alerts.length < LIMITS.tlsAlerts) this.alerts.push(alert);
  }

  addRecord(from: Side, type: number, bytes: number, at: Arrival): void {
    this.trace[from].add(type, bytes, at);
    if (type === RECORD.APPLICATION_DATA || (type === RECORD.CHANGE_CIPHER_SPEC && !this.tls13))
      this.protectedFrom[from] ??= { frame: at.frame, timeNs: at.timeNs };
    else if (type === RECORD.ALERT && bytes > CLEAR_ALERT_BYTES)
      this.addAlert({ from, level: null, description: null, encrypted: true, frame: at.frame, timeNs: at.timeNs });
  }

  /**
   * Where a side closed TLS: its close_notify, or (keys are not known) its last record if that is an alert by type or,
   * in TLS 1.3, by length. `certain`: it was read.
   */
  closing(from: Side): (Arrival & { readonly certain: boolean }) | null {
    const read = this.closeNotify[from];
    if (read) return { ...read, certain: true };
    if (this.read[from]) return null;
    const { last, broken, count } = this.trace[from];
    if (last === null || broken || count < 2) return null;
    const alert = this.tls13
      ? last.type === RECORD.APPLICATION_DATA && last.bytes === ENCRYPTED_ALERT_BYTES
      : last.type === RECORD.ALERT && last.bytes > CLEAR_ALERT_BYTES;
    return alert ? { frame: last.frame, timeNs: last.timeNs, certain: false } : null;
  }
}

/** Level and description; under TLS 1.3 with the content type and the tag of every suite but CCM_8. */
export const CLEAR_ALERT_BYTES = 2;
export const ENCRYPTED_ALERT_BYTES = CLEAR_ALERT_BYTES + 1 + 16;
