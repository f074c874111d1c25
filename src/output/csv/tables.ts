/** The tables of `--format csv`: columns with the names of the JSON report's members, and the rows of a session. */
import type { TableName } from '../../cli/options.js';
import type { DataConnection, Exchange, Finding, InferredTransfer, Session, Transfer } from '../json/report.js';
import type { Value } from './value.js';

type Table<Row> = {
  readonly rows: (session: Session) => Iterable<Row>;
  readonly columns: Readonly<Record<string, (row: Row) => Value>>;
};

/** A table whose rows only it knows. */
export type AnyTable = { readonly header: readonly string[]; records(session: Session): Iterable<readonly Value[]> };

const tableOf = <Row>({ rows, columns }: Table<Row>): AnyTable => ({
  header: Object.keys(columns),
  *records(session) {
    for (const row of rows(session)) yield Object.values(columns).map((column) => column(row));
  },
});

type OfSession<Row> = { readonly session: Session; readonly row: Row };
type TransferRow = {
  readonly session: Session;
  readonly data: DataConnection;
  readonly transfer: Transfer | InferredTransfer;
};

const each = <Row>(session: Session, rows: readonly Row[]): OfSession<Row>[] => rows.map((row) => ({ session, row }));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const transfersOf = (session: Session): TransferRow[] =>
  session.dataConnections.flatMap((data) =>
    data.transfer === null ? [] : [{ session, data, transfer: data.transfer }],
  );
const bytesWithin = (ranges: readonly (readonly [number, number])[]): number =>
  sum(ranges.map(([from, to]) => to - from));
/** Preliminary replies (1yz) are followed by another. */
const finalReply = ({ replies }: Exchange) => replies.findLast(({ code }) => code >= 200) ?? null;

const PARTIES = {
  client: ({ session }: { session: Session }) => session.client.address,
  server: ({ session }: { session: Session }) => session.server.address,
  user: ({ session }: { session: Session }) => session.user,
};

/** Also the rows of findings over all sessions, which have no session. */
export const FINDING_COLUMNS = {
  session: ({ session }: { session: Session | null }) => session?.id ?? null,
  severity: ({ row }: { row: Finding }) => row.severity,
  kind: ({ row }: { row: Finding }) => row.kind,
  message: ({ row }: { row: Finding }) => row.message,
  frames: ({ row }: { row: Finding }) => row.frames.join(' '),
};

export const CSV_TABLES: Readonly<Record<TableName, AnyTable>> = {
  sessions: tableOf<Session>({
    rows: (session) => [session],
    columns: {
      session: ({ id }) => id,
      client: ({ client }) => client.address,
      clientPort: ({ client }) => client.port,
      server: ({ server }) => server.address,
      serverPort: ({ server }) => server.port,
      recognisedBy: ({ recognisedBy }) => recognisedBy,
      user: ({ user }) => user,
      loggedIn: ({ loggedIn }) => loggedIn,
      tls: ({ tls }) => tls?.startedBy ?? null,
      tlsDecrypted: ({ tls }) => tls?.decrypted ?? null,
      firstTime: ({ control }) => control.firstTime,
      lastTime: ({ control }) => control.lastTime,
      commands: ({ dialogue }) => dialogue.filter(({ command }) => command !== null).length,
      dataConnections: ({ dataConnections }) => dataConnections.length,
      transfers: (session) => transfersOf(session).length,
      completeTransfers: (session) =>
        transfersOf(session).filter(({ transfer }) => transfer.verdict === 'complete').length,
      bytes: (session) => sum(transfersOf(session).map(({ transfer }) => transfer.bytes)),
      alerts: ({ findings }) => findings.filter(({ severity }) => severity === 'alert').length,
      warnings: ({ findings }) => findings.filter(({ severity }) => severity === 'warning').length,
    },
  }),
  transfers: tableOf<TransferRow>({
    rows: transfersOf,
    columns: {
      session: ({ session }) => session.id,
      dataConnection: ({ data }) => data.id,
      ...PARTIES,
      frame: ({ transfer }) => transfer.command.frame,
      verb: ({ transfer }) => transfer.command.verb,
      argument: ({ transfer }) => transfer.command.argument,
      inferredVerb: ({ transfer }) =>
        'inferred' in transfer ? (transfer.inferred.verb ?? transfer.inferred.class) : null,
      direction: ({ transfer }) => transfer.direction,
      path: ({ transfer }) => transfer.path,
      dataMode: ({ data }) => data.mode,
      type: ({ transfer }) => transfer.type,
      mode: ({ transfer }) => transfer.mode,
      restart: ({ transfer }) => transfer.restart,
      code: ({ transfer }) => transfer.code,
      verdict: ({ transfer }) => transfer.verdict,
      bytes: ({ transfer }) => transfer.bytes,
      expectedBytes: ({ transfer }) => transfer.expectedBytes,
      missingBytes: ({ transfer }) => bytesWithin(transfer.missing),
      startTime: ({ data }) => data.connection?.firstTime ?? null,
      durationSeconds: ({ transfer }) => transfer.durationSeconds,
      bytesPerSecond: ({ transfer }) => transfer.bytesPerSecond,
      sha256: ({ transfer }) => transfer.sha256,
      contentBytes: ({ transfer }) => transfer.contentBytes,
      contentSha256: ({ transfer }) => transfer.contentSha256,
      file: ({ transfer }) => transfer.file,
    },
  }),
  commands: tableOf<OfSession<Exchange>>({
    rows: (session) => each(session, session.dialogue),
    columns: {
      session: ({ session }) => session.id,
      ...PARTIES,
      frame: ({ row }) => row.command?.frame ?? null,
      time: ({ row }) => row.command?.time ?? null,
      verb: ({ row }) => row.command?.verb ?? null,
      argument: ({ row }) => row.command?.argument ?? null,
      directory: ({ row }) => row.directory,
      code: ({ row }) => row.code,
      replies: ({ row }) => row.replies.map(({ code }) => code).join(' '),
      text: ({ row }) => finalReply(row)?.text ?? null,
      replyFrame: ({ row }) => finalReply(row)?.lastFrame ?? null,
      replyTime: ({ row }) => finalReply(row)?.time ?? null,
    },
  }),
  'data-connections': tableOf<OfSession<DataConnection>>({
    rows: (session) => each(session, session.dataConnections),
    columns: {
      session: ({ session }) => session.id,
      dataConnection: ({ row }) => row.id,
      mode: ({ row }) => row.mode,
      announcedFrame: ({ row }) => row.announced?.frame ?? null,
      announcedAddress: ({ row }) => row.announced?.address ?? null,
      announcedPort: ({ row }) => row.announced?.port ?? null,
      outcome: ({ row }) => row.outcome,
      confidence: ({ row }) => row.confidence,
      delaySeconds: ({ row }) => row.delaySeconds,
      initiator: ({ row }) => row.connection?.initiator.address ?? null,
      initiatorPort: ({ row }) => row.connection?.initiator.port ?? null,
      responder: ({ row }) => row.connection?.responder.address ?? null,
      responderPort: ({ row }) => row.connection?.responder.port ?? null,
      synFrame: ({ row }) => row.connection?.handshake.syn ?? null,
      teardown: ({ row }) => row.connection?.teardown.kind ?? null,
      initiatorBytes: ({ row }) => row.connection?.bytes.initiator ?? null,
      responderBytes: ({ row }) => row.connection?.bytes.responder ?? null,
      retransmissions: ({ row }) => row.connection?.retransmissions ?? null,
      missingBytes: ({ row }) => row.connection?.missingBytes ?? null,
      failedSteps: ({ row }) =>
        row.steps
          .filter(({ state }) => state === 'failed')
          .map(({ number }) => number)
          .join(' '),
      verb: ({ row }) => row.transfer?.command.verb ?? null,
      verdict: ({ row }) => row.transfer?.verdict ?? null,
      partner: ({ row }) => row.partner,
    },
  }),
  findings: tableOf<OfSession<Finding>>({
    rows: (session) => each(session, session.findings),
    columns: FINDING_COLUMNS,
  }),
};

/** A finding over all sessions, as a record of the table of findings. */
export const captureFinding = (row: Finding): readonly Value[] =>
  Object.values(FINDING_COLUMNS).map((column) => column({ session: null, row }));
