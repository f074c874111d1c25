// node examples/transfers.mjs trace.pcap: the transfers of a capture, and whether each is whole.
import { analyze } from 'ftp-sniff';

const { sessions } = await analyze(process.argv[2] ?? '-').toReport();
for (const { id, user, dataConnections } of sessions)
  for (const { transfer } of dataConnections)
    if (transfer !== null) {
      const { command, direction, path, bytes, verdict } = transfer;
      console.log([id, user, direction, path ?? command.argument, bytes, verdict].join('\t'));
    }
