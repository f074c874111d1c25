/** 不是抓包的文件：看起来是什么，怎么办。 */
import type { ForeignKind, Seeming } from '../../capture/codes.js';
import type { Format } from '../format.js';

const CONVERT = '请用 Wireshark 转换：editcap -F pcap IN OUT';
const NOT_A_CAPTURE = '请给出 pcap 或 pcapng 文件';
const UNPACK = (tool: string): string => `请先解压：${tool}`;

/** 不能读取的抓包格式或压缩格式。 */
const UNREAD: Readonly<Partial<Record<ForeignKind, readonly [what: string, advice: string]>>> = {
  'sniffer-dos': ['Sniffer (DOS) 抓包', CONVERT],
  'sniffer-netxray': ['Sniffer (NetXRay) 抓包', CONVERT],
  etherpeek: ['EtherPeek 或 OmniPeek 抓包', CONVERT],
  'visual-networks': ['Visual Networks 抓包', CONVERT],
  observer: ['Network Instruments Observer 抓包', CONVERT],
  k12: ['K12xx 抓包', CONVERT],
  lanalyzer: ['Novell LANalyzer 抓包', CONVERT],
  nettl: ['HP-UX nettl 跟踪文件', CONVERT],
  iptrace: ['AIX iptrace 跟踪文件', CONVERT],
  btsnoop: ['蓝牙 btsnoop 日志', '其中没有 TCP'],
  'pcap-navtel': ['不支持的 "Navtel" 变体的 pcap 文件', CONVERT],
  'pcap-mesquita': ['不支持的 "Mesquita" 变体的 pcap 文件', CONVERT],
  lcap: ['Ixia lcap 抓包', CONVERT],
  iseries: ['IBM iSeries 通信跟踪文件', CONVERT],
  xz: ['xz 压缩文件', UNPACK('xz -d')],
  bzip2: ['bzip2 压缩文件', UNPACK('bzip2 -d')],
  lz4: ['lz4 压缩文件', UNPACK('lz4 -d')],
  lzip: ['lzip 压缩文件', UNPACK('lzip -d')],
  compress: ['compress 压缩文件', UNPACK('uncompress')],
  'gzip-again': ['gzip 压缩文件，压缩的层数超过这里能解压的', UNPACK('gunzip')],
  'zstd-again': ['zstd 压缩文件，压缩的层数超过这里能解压的', UNPACK('unzstd')],
  zip: ['zip 归档', UNPACK('unzip')],
  '7z': ['7z 归档', UNPACK('7z x')],
  rar: ['RAR 归档', UNPACK('unrar x')],
  tar: ['tar 归档', UNPACK('tar -xf')],
  elf: ['ELF 程序', NOT_A_CAPTURE],
  'windows-program': ['Windows 程序', NOT_A_CAPTURE],
  jpeg: ['JPEG 图像', NOT_A_CAPTURE],
  png: ['PNG 图像', NOT_A_CAPTURE],
  gif: ['GIF 图像', NOT_A_CAPTURE],
  pdf: ['PDF 文档', NOT_A_CAPTURE],
  sqlite: ['SQLite 数据库', NOT_A_CAPTURE],
  'git-lfs': ['Git LFS 指针', '请取得文件本身：git lfs pull'],
};

/** 根本不是抓包的文件。 */
const TEXTS: Readonly<Partial<Record<ForeignKind, string>>> = {
  html: 'HTML 页面，也许是登录页或错误页，而不是所要下载的文件',
  xml: 'XML 文件',
  json: 'JSON 文件',
  'iseries-text': 'IBM iSeries 通信跟踪文件（请用 editcap -F pcap 转换）',
  'hex-dump': '十六进制转储（text2pcap 可以把它变成抓包）',
};

export function foreignFile({ kind, bytes, head }: Seeming, f: Format): string {
  if (kind === 'empty') return '文件是空的：什么也没有写入';
  const unread = UNREAD[kind];
  if (unread !== undefined) return `不是能读取的抓包：看起来是 ${unread[0]}；${unread[1]}`;
  const size = bytes === null ? '' : `${f.count(bytes)} 字节的`;
  if (kind === 'unknown') return `不是抓包：${size}未知类型的文件（开头的字节是 ${head}）；${NOT_A_CAPTURE}`;
  return `不是抓包：看起来是 ${TEXTS[kind] ?? `${size}文本文件`}；${NOT_A_CAPTURE}`;
}
