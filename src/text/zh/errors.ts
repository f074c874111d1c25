/** 为什么做不了：什么事，在哪里，怎么办。 */
import { escapeText } from '../../bytes/text.js';
import type { ErrorParams } from '../../capture/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { compressionDamage } from './compression.js';
import { foreignFile } from './foreign.js';
import { fileName, outputName } from './names.js';
import { whatFailed, whyNotRead, whyNotWritten } from './systemErrors.js';

const PIPE = '或者用管道送入抓包：tcpdump -U -w - | ftp-sniff -';
const INSTALL = '请安装 libpcap 的头文件（Debian、Ubuntu：apt install libpcap-dev）';
/** 一条消息最多列出的文件数和设备数。 */
const NAMED_FILES = 3;
const NAMED_DEVICES = 8;

export const ERRORS: Messages<ErrorParams> = {
  'file-unread': ({ name, error }) => `${fileName(name)}：${whyNotRead(error)}`,
  'not-capture': ({ name, unpacked, seems }, f) =>
    unpacked ? `${fileName(name)}：解压后，${foreignFile(seems, f)}` : `${fileName(name)}：${foreignFile(seems, f)}`,
  'not-unpacked': ({ name, ...damage }, f) => `${fileName(name)}：${compressionDamage(damage, f)}`,
  'all-unread': ({ errors }, f) => {
    const named = errors.slice(0, NAMED_FILES).map((error) => messageOf(ERRORS, error, f));
    const more = errors.length - named.length;
    if (more > 0) named.push(`另有 ${f.count(more)} 个文件`);
    return named.join('；');
  },
  'terminal-input': () => '标准输入是终端：请用管道送入抓包，或给出文件名',
  'input-twice': () => '标准输入（-）写了两次；它只能读一次',
  'too-many-files': ({ files, limit }) =>
    `一次给了 ${files} 个文件，最多能读 ${limit} 个；请先合并其中一些（mergecap -w OUT IN ...）`,
  'netmon-too-large': ({ name, limitBytes }) =>
    `${fileName(name)}：NetMon 抓包大于 ${limitBytes / 1_048_576} MiB；请用 Wireshark 转换：editcap -F pcap IN OUT`,
  'keylog-unread': ({ name, error }) => `无法读取密钥日志 ${escapeText(name)}：${whatFailed(error)}`,
  'keylog-too-large': ({ name, limitBytes }) => `无法读取密钥日志 ${escapeText(name)}：它大于 ${limitBytes} 字节`,
  'keylog-without-keys': ({ name }) =>
    `${escapeText(name)} 中没有 TLS 密钥：需要形如 CLIENT_RANDOM 加两个十六进制数的行`,
  'folder-unread': ({ name, error }) => `无法读取文件夹 ${escapeText(name)}：${whatFailed(error)}`,
  'output-in-class': ({ path, folder }) =>
    `${escapeText(path)} 在 ${escapeText(folder)} 之内：那里不写入任何内容；请选择另一个文件夹`,
  'output-not-empty': ({ path }) => `${escapeText(path)} 中已有内容：请选择另一个文件夹，或用 --force 替换以前的结果`,
  'sheet-unread': ({ name, error }) => `无法读取检查单 ${escapeText(name)}：${whatFailed(error)}`,
  'cap-missing': () => `实时抓包需要 cap 软件包，它没有安装：${INSTALL}，然后 npm install cap；${PIPE}`,
  'cap-unbuilt': () => `实时抓包需要 cap 软件包，它没有编译：${INSTALL}，然后 npm rebuild cap；${PIPE}`,
  'cap-other-node': () => `cap 软件包是为另一个版本的 Node 编译的：npm rebuild cap；${PIPE}`,
  'cap-unloaded': ({ text }) => `cap 软件包无法载入（${escapeText(text)}）：${INSTALL}，然后 npm rebuild cap；${PIPE}`,
  'devices-unlisted': ({ text }) => `无法列出设备（${escapeText(text)}）；root 可能看到更多：请试 sudo`,
  'no-permission': ({ device }) =>
    `没有在 ${escapeText(device)} 上抓包的权限：请用 sudo，或者一次性授权给 node：sudo setcap cap_net_raw,cap_net_admin=eip "$(readlink -f "$(command -v node)")"`,
  'device-down': ({ device }) => `${escapeText(device)} 没有启用：ip link set ${escapeText(device)} up`,
  'no-buffer-memory': ({ device, text }) =>
    `${escapeText(device)} 的抓包缓冲区分配不到内存（${escapeText(text)}）：请用 -B 选小一些`,
  'device-gone': ({ device }) => `${escapeText(device)} 已消失，或者不能抓包；-D 列出设备`,
  'bad-filter': ({ filter, text }) =>
    `抓包过滤器 "${escapeText(filter)}" 有误：${escapeText(text)}；其语法见 man pcap-filter`,
  'not-captured': ({ device, text }) => `无法在 ${escapeText(device)} 上抓包：${escapeText(text)}`,
  'buffer-too-large': ({ mib, limitMib }) => `${mib} MiB 的抓包缓冲区太大；最多 ${limitMib}`,
  'no-such-device': ({ device, devices }) => {
    if (devices.length === 0) return `没有这个设备：${escapeText(device)}；一个设备也看不到；请试 sudo（-D 列出设备）`;
    const more = devices.length > NAMED_DEVICES ? ' ...' : '';
    return `没有这个设备：${escapeText(device)}；可用的有 ${devices.slice(0, NAMED_DEVICES).join('、')}${more}（-D 列出设备）`;
  },
  'captured-twice': () => '一个进程只能实时抓包一次；请另起一个',
  'unknown-link-type': ({ word }) => `cap 报告了未知的链路类型：${escapeText(word)}`,
  'engine-missing': ({ engine }) => `${engine} 没有安装；请用 --engine 另选一个，或者安装它`,
  'engine-one-device': ({ engine }) =>
    `${engine} 一次只能在一个设备上抓包；多个设备要用 dumpcap：--engine dumpcap，或 -i any`,
  'no-such-user': ({ user }) => `无法切换到用户 ${escapeText(user)}：没有这个用户，或者没有权限`,
  'outputs-same': ({ path }) => `${outputName(path)}：两个输出会写到同一个文件；请给出不同的文件名`,
  'output-is-input': ({ path }) => `${escapeText(path)}：正在读取这个文件；请写到另一个文件`,
  'file-unwritten': ({ path, error }) => `${outputName(path)}：${whyNotWritten(error)}`,
  'not-appendable': ({ path }) => `${outputName(path)}：只能追加到字节序与本机相同的 pcap 文件；请另选一个文件`,
  'several-link-types': ({ path }) => `${outputName(path)}：多种链路类型的分组只能写到普通文件`,
};
