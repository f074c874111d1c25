#!/usr/bin/env node
// NATS JetStream -> ClickHouse (table ftp_lines of schema.sql), by its HTTP interface. A batch is acknowledged when ClickHouse has it;
// until then JetStream keeps it and delivers it again. Several may run: they share the work.
// Environment: NATS_URL, STREAM, CONSUMER (clickhouse), CLICKHOUSE_URL (http://127.0.0.1:8123), CLICKHOUSE_USER, CLICKHOUSE_PASSWORD.
import { createHash } from 'node:crypto';
import { AckPolicy, connect, nanos } from 'nats';

const { NATS_URL = 'nats://127.0.0.1:4222', STREAM = 'FTP', CONSUMER = 'clickhouse' } = process.env;
const { CLICKHOUSE_URL = 'http://127.0.0.1:8123', CLICKHOUSE_USER = 'default', CLICKHOUSE_PASSWORD = '' } = process.env;
const BATCH = 1000;
const WAIT_MS = 1000;
const ACK_WAIT_MS = 60_000;

const connection = await connect({ servers: NATS_URL, waitOnFirstConnect: true, maxReconnectAttempts: -1 });
const manager = await connection.jetstreamManager();
await manager.consumers.add(STREAM, {
  durable_name: CONSUMER,
  ack_policy: AckPolicy.Explicit,
  ack_wait: nanos(ACK_WAIT_MS),
});
const consumer = await connection.jetstream().consumers.get(STREAM, CONSUMER);

const seconds = (time) => (time ? time.slice(0, 19).replace('T', ' ') : '1970-01-01 00:00:00');

/** Lines about the writing itself have no uid: their content names them. */
const contentName = (text) => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** A line as a row of ftp_lines; null: it is no line of ndjson. */
function row(text) {
  let line;
  try {
    line = JSON.parse(text);
  } catch {
    return null;
  }
  const {
    type,
    sensor = '',
    uid = contentName(text),
    line: number = 0,
    control,
    connection: data,
    transfer,
    client,
    server,
  } = line;
  const time = line.time ?? control?.firstTime ?? data?.firstTime ?? line.command?.time ?? line.firstTime ?? null;
  return {
    sensor,
    uid,
    type,
    line: number,
    time: seconds(time),
    community: line.communityId ?? '',
    client: client?.address ?? '',
    server: server?.address ?? '',
    user: line.user ?? '',
    id: line.id === undefined ? '' : String(line.id),
    verb: line.command?.verb ?? transfer?.command?.verb ?? '',
    code: String(line.code ?? ''),
    outcome: line.outcome ?? '',
    direction: transfer?.direction ?? '',
    verdict: transfer?.verdict ?? '',
    path: transfer?.path ?? '',
    bytes: transfer?.bytes ?? 0,
    sha256: transfer?.sha256 ?? '',
    severity: line.severity ?? '',
    body: text,
  };
}

async function insert(rows) {
  const url = new URL(CLICKHOUSE_URL);
  url.searchParams.set('query', 'INSERT INTO ftp_lines FORMAT JSONEachRow');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': CLICKHOUSE_USER, 'X-ClickHouse-Key': CLICKHOUSE_PASSWORD },
    body: rows.map((one) => JSON.stringify(one)).join('\n'),
  });
  if (!response.ok) throw new Error((await response.text()).slice(0, 300));
}

let running = true;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    running = false;
  });

while (running) {
  const messages = [];
  try {
    for await (const message of await consumer.fetch({ max_messages: BATCH, expires: WAIT_MS })) messages.push(message);
    const rows = messages.map((message) => row(message.string())).filter((one) => one !== null);
    if (rows.length > 0) await insert(rows);
    for (const message of messages) message.ack();
  } catch (error) {
    console.error(`waits: ${error.cause?.code ?? error.message}`);
    for (const message of messages) message.nak(WAIT_MS);
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}
await connection.drain();
