// node examples/gate.mjs trace.pcap...: for a build or a cron job. Exit code 1 where a transfer was not complete, or a
// password could be read.
import { analyze } from 'ftp-sniff';

let bad = 0;
for (const file of process.argv.slice(2)) {
  const { sessions } = await analyze(file).toReport();
  for (const session of sessions) {
    for (const { id, transfer } of session.dataConnections) {
      if (transfer === null || transfer.verdict === 'complete') continue;
      console.error(`${file}: ${id}: ${transfer.command.verb} ${transfer.command.argument}: ${transfer.verdict}`);
      bad++;
    }
    for (const { kind, message } of session.findings) {
      if (kind !== 'clear-text-password') continue;
      console.error(`${file}: session ${session.id}: ${message}`);
      bad++;
    }
  }
}
process.exitCode = bad === 0 ? 0 : 1;
