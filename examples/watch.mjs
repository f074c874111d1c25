// tcpdump -i eth0 -U -w - | node examples/watch.mjs: says what happens while it happens.
import { analyze } from 'ftp-sniff';

const at = ({ address, port }) => `${address} port ${port}`;

for await (const event of analyze(process.stdin)) {
  switch (event.type) {
    case 'session':
      console.log(`session ${event.session}: ${at(event.client)} to ${at(event.server)}`);
      break;
    case 'exchange': {
      const { command, code } = event.exchange;
      if (command !== null) console.log(`session ${event.session}: ${command.verb} ${command.argument} -> ${code}`);
      break;
    }
    case 'transfer':
      console.log(`session ${event.session}: ${event.transfer.bytes} bytes, ${event.transfer.verdict}`);
      break;
    case 'finding':
      console.log(`${event.finding.severity}: ${event.finding.message}`);
  }
}
