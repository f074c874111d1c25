/** Why the work cannot be done: what, where, what to do. */
import { escapeText } from '../../bytes/text.js';
import type { ErrorParams } from '../../capture/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { compressionDamage } from './compression.js';
import { foreignFile } from './foreign.js';
import { fileName, outputName } from './names.js';
import { whatFailed, whyNotRead, whyNotWritten } from './systemErrors.js';

const PIPE = 'or pipe a capture in: tcpdump -U -w - | ftp-sniff -';
const INSTALL = "install libpcap's headers (Debian, Ubuntu: apt install libpcap-dev)";
/** Files and devices that one message names. */
const NAMED_FILES = 3;
const NAMED_DEVICES = 8;

export const ERRORS: Messages<ErrorParams> = {
  'file-unread': ({ name, error }) => `${fileName(name)}: ${whyNotRead(error)}`,
  'not-capture': ({ name, unpacked, seems }, f) =>
    unpacked ? `${fileName(name)}: unpacked, ${foreignFile(seems, f)}` : `${fileName(name)}: ${foreignFile(seems, f)}`,
  'not-unpacked': ({ name, ...damage }, f) => `${fileName(name)}: ${compressionDamage(damage, f)}`,
  'all-unread': ({ errors }, f) => {
    const named = errors.slice(0, NAMED_FILES).map((error) => messageOf(ERRORS, error, f));
    const more = errors.length - named.length;
    if (more > 0) named.push(`and ${f.plural(more, { one: '# more file', other: '# more files' })}`);
    return named.join('; ');
  },
  'terminal-input': () => 'standard input is a terminal: pipe a capture into it, or name a file',
  'input-twice': () => 'standard input (-) is named twice; it can be read only once',
  'too-many-files': ({ files, limit }) =>
    `${files} files at once, at most ${limit} can be read; merge some of them first (mergecap -w OUT IN ...)`,
  'netmon-too-large': ({ name, limitBytes }) =>
    `${fileName(name)}: a NetMon capture larger than ${limitBytes / 1_048_576} MiB; convert it with Wireshark: editcap -F pcap IN OUT`,
  'folder-unread': ({ name, error }) => `cannot read the folder ${escapeText(name)}: ${whatFailed(error)}`,
  'output-in-class': ({ path, folder }) =>
    `${escapeText(path)} is inside ${escapeText(folder)}: nothing is written there; choose another folder`,
  'output-not-empty': ({ path }) =>
    `there is something in ${escapeText(path)}: choose another folder, or --force to replace an earlier run's results`,
  'sheet-unread': ({ name, error }) => `cannot read the sheet ${escapeText(name)}: ${whatFailed(error)}`,
  'keylog-unread': ({ name, error }) => `cannot read the key log ${escapeText(name)}: ${whatFailed(error)}`,
  'keylog-too-large': ({ name, limitBytes }) =>
    `cannot read the key log ${escapeText(name)}: it is larger than ${limitBytes} bytes`,
  'keylog-without-keys': ({ name }) =>
    `no TLS secrets in ${escapeText(name)}: lines such as CLIENT_RANDOM and two hexadecimal numbers are wanted`,
  'cap-missing': () =>
    `live capture needs the package cap, which is not installed: ${INSTALL}, then npm install cap; ${PIPE}`,
  'cap-unbuilt': () =>
    `live capture needs the package cap, which is not built: ${INSTALL}, then npm rebuild cap; ${PIPE}`,
  'cap-other-node': () => `the package cap was built for another version of Node: npm rebuild cap; ${PIPE}`,
  'cap-unloaded': ({ text }) =>
    `the package cap cannot be loaded (${escapeText(text)}): ${INSTALL}, then npm rebuild cap; ${PIPE}`,
  'devices-unlisted': ({ text }) => `the devices cannot be listed (${escapeText(text)}); root may see more: try sudo`,
  'no-permission': ({ device }) =>
    `no permission to capture on ${escapeText(device)}: use sudo, or give node the right once: sudo setcap cap_net_raw,cap_net_admin=eip "$(readlink -f "$(command -v node)")"`,
  'device-down': ({ device }) => `${escapeText(device)} is down: ip link set ${escapeText(device)} up`,
  'no-buffer-memory': ({ device, text }) =>
    `no memory for the capture buffer of ${escapeText(device)} (${escapeText(text)}): choose a smaller one with -B`,
  'device-gone': ({ device }) => `${escapeText(device)} has gone or cannot be captured on; -D lists the devices`,
  'bad-filter': ({ filter, text }) =>
    `bad capture filter "${escapeText(filter)}": ${escapeText(text)}; its language is that of man pcap-filter`,
  'not-captured': ({ device, text }) => `cannot capture on ${escapeText(device)}: ${escapeText(text)}`,
  'buffer-too-large': ({ mib, limitMib }) => `a capture buffer of ${mib} MiB is too large; at most ${limitMib}`,
  'no-such-device': ({ device, devices }) => {
    if (devices.length === 0)
      return `no such device: ${escapeText(device)}; none can be seen; try sudo (-D lists them)`;
    const more = devices.length > NAMED_DEVICES ? ' ...' : '';
    return `no such device: ${escapeText(device)}; there are ${devices.slice(0, NAMED_DEVICES).join(', ')}${more} (-D lists them)`;
  },
  'captured-twice': () => 'one process can capture live only once; start another',
  'unknown-link-type': ({ word }) => `cap reports an unknown link type: ${escapeText(word)}`,
  'engine-missing': ({ engine }) => `${engine} is not installed; choose another with --engine, or install it`,
  'engine-one-device': ({ engine }) =>
    `${engine} captures on one device at a time; several need dumpcap: --engine dumpcap, or -i any`,
  'no-such-user': ({ user }) => `cannot become user ${escapeText(user)}: no such user, or no right to`,
  'outputs-same': ({ path }) => `${outputName(path)}: two outputs would be written into it; name different files`,
  'output-is-input': ({ path }) => `${escapeText(path)}: is being read; choose another file to write to`,
  'file-unwritten': ({ path, error }) => `${outputName(path)}: ${whyNotWritten(error)}`,
  'not-appendable': ({ path }) =>
    `${outputName(path)}: only a pcap file of this machine\u2019s byte order can be appended to; choose another file`,
  'several-link-types': ({ path }) => `${outputName(path)}: packets of several link types need a regular file`,
};
