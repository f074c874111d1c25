#!/usr/bin/env node
// Lines of ndjson on standard input -> NATS JetStream, for rsyslog's omprog with confirmMessages and useTransactions: a batch is
// confirmed when JetStream has stored all of it. A line that was delivered before is known by its name (sensor, uid, type, line)
// and stored once, within the stream's duplicate window.
// Environment: NATS_URL (nats://127.0.0.1:4222), STREAM (FTP), SUBJECT (ftp.lines), NATS_USER, NATS_PASSWORD or NATS_TOKEN.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { connect, headers, nanos, RetentionPolicy } from 'nats';

const { NATS_URL = 'nats://127.0.0.1:4222', STREAM = 'FTP', SUBJECT = 'ftp.lines' } = process.env;
const { NATS_USER: user, NATS_PASSWORD: pass, NATS_TOKEN: token } = process.env;
const DUPLICATE_WINDOW_MS = 2 * 3600 * 1000;

const answer = (word) => process.stdout.write(`${word}\n`);

const connection = await connect({
  servers: NATS_URL,
  user,
  pass,
  token,
  waitOnFirstConnect: true,
  maxReconnectAttempts: -1,
});
const manager = await connection.jetstreamManager();
await manager.streams.add({
  name: STREAM,
  subjects: [SUBJECT],
  retention: RetentionPolicy.Limits,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
});
const stream = connection.jetstream();

/** What the line is called; one that has no name is called by its content. */
function nameOf(text) {
  try {
    const { sensor = '', uid, type, line } = JSON.parse(text);
    if (uid !== undefined) return `${sensor}/${uid}/${type}/${line}`;
  } catch {
    // Not ours to judge: it is carried as it is.
  }
  return createHash('sha256').update(text).digest('hex');
}

const publish = (text) => stream.publish(SUBJECT, Buffer.from(text), { msgID: nameOf(text), headers: headers() });

let batch = null;
answer('OK');
for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (text === 'BEGIN TRANSACTION') {
    batch = [];
    answer('OK');
  } else if (text === 'COMMIT TRANSACTION') {
    const sent = await Promise.allSettled(batch);
    const failed = sent.find(({ status }) => status === 'rejected');
    // rsyslog keeps what is not confirmed and sends it again.
    answer(failed === undefined ? 'OK' : `not stored: ${failed.reason.message}`);
    batch = null;
  } else if (batch !== null) {
    const sent = publish(text);
    sent.catch(() => {}); // looked at when the transaction is committed
    batch.push(sent);
    answer('DEFER_COMMIT');
  } else {
    answer(
      await publish(text).then(
        () => 'OK',
        (error) => `not stored: ${error.message}`,
      ),
    );
  }
}
await connection.drain();
