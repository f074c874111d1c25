/** What `--help` prints. */
import { OPTION_ROWS, type OptionRow } from './options.js';

const GROUPS = ['Input', 'Live capture', 'Output', 'General'] as const satisfies readonly OptionRow['group'][];

const SYNTAX_COLUMNS = 27;

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['ftp-sniff trace.pcap', 'study a capture in the terminal UI'],
  ['sudo ftp-sniff -i eth0', 'watch a device'],
  ['ftp-sniff trace.pcap | less', 'the same as text'],
  ['ftp-sniff --json trace.pcap | jq .sessions', 'for scripts'],
  ['tcpdump -U -w - -i eth0 | ftp-sniff -', 'let tcpdump capture'],
  ['ftp-sniff -w ftp.pcap big.pcap', 'keep the FTP conversations alone'],
];

/** The help text; ends with a newline. At most 80 columns wide, so that it needs no wrapping. */
export function helpText(formats: readonly string[]): string {
  const lines = [
    'Usage: ftp-sniff [options] FILE ...    read capture files, in time order',
    '       ftp-sniff [options] -           read standard input, a live pipe too',
    '       ftp-sniff [options] -i DEVICE   capture live',
    '',
    'Follows FTP sessions and predicts, finds and explains their data connections.',
    'Opens a UI on a terminal and writes text elsewhere. It never sends a packet.',
  ];
  for (const group of GROUPS) {
    lines.push('', `${group}:`);
    for (const row of OPTION_ROWS)
      if (row.group === group) lines.push(`  ${syntax(row).padEnd(SYNTAX_COLUMNS)}${row.help}`.trimEnd());
    if (group === 'Output') lines.push(`  ${''.padEnd(SYNTAX_COLUMNS)}Formats: ${formats.join(', ')}`);
  }
  lines.push('', 'Examples:');
  const width = Math.max(...EXAMPLES.map(([command]) => command.length)) + 2;
  for (const [command, what] of EXAMPLES) lines.push(`  ${command.padEnd(width)}${what}`);
  lines.push(
    '',
    'Exit code: 0 done, 1 could not do the work, 2 wrong command line,',
    '           3 damaged input (everything that could be read was reported).',
  );
  return `${lines.join('\n')}\n`;
}

function syntax(row: OptionRow): string {
  const short = row.short ? `-${row.short}, ` : '    ';
  return `${short}--${row.name}${row.value ? ` ${row.value}` : ''}`;
}
