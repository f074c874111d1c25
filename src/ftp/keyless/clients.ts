/** Client programs as far as they can be told from what is not encrypted, and which of two verbs they use: one row a client. */
import type { TlsFacts } from '../../tls/facts.js';

export type ClientRow = {
  readonly name: string;
  /** The mechanism of the first AUTH that it sends; null: it says nothing of the client. */
  readonly auth: string | null;
  /** An extension that its TLS library alone sends in its ClientHello; null: none. */
  readonly extension: number | null;
  /** Verbs that it uses so much more often than others do. */
  readonly prefers: Readonly<Record<string, number>>;
};

/** RFC 8449: GnuTLS sends it, OpenSSL does not. */
const RECORD_SIZE_LIMIT = 28;

const CLIENTS: readonly ClientRow[] = [
  { name: 'curl', auth: 'SSL', extension: null, prefers: { EPSV: 5, EPRT: 5 } },
  // lftp, wget
  { name: 'GnuTLS', auth: null, extension: RECORD_SIZE_LIMIT, prefers: { PASV: 2, PORT: 2 } },
];

/** @param auth the mechanism of the first AUTH; null: none was read */
export function clientOf(auth: string | null, { clientSays }: TlsFacts): ClientRow | null {
  return (
    CLIENTS.find(
      (row) =>
        (row.auth !== null && row.auth === auth) ||
        (row.extension !== null && clientSays?.extensions.includes(row.extension) === true),
    ) ?? null
  );
}
