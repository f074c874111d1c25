/** What kinds of reasons the alerts of TLS have (RFC 8446 §6.2). */

export type AlertKind = 'version' | 'suite' | 'certificate' | 'name';

/** Null: no reason that can be told from the alert. @param alert 'handshake_failure'; null: it was encrypted */
export function alertKind(alert: string | null): AlertKind | null {
  switch (alert) {
    case null:
      return null;
    case 'protocol_version':
      return 'version';
    case 'handshake_failure':
    case 'insufficient_security':
      return 'suite';
    case 'unrecognized_name':
      return 'name';
    default:
      return /certificate|unknown_ca|bad_cert/.test(alert) ? 'certificate' : null;
  }
}
