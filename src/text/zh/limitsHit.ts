/** 达到的上限。 */
import type { LimitHitParams } from '../../model/codes.js';
import type { Messages } from '../messages.js';

export const LIMITS_HIT: Messages<LimitHitParams> = {
  'clock-set-back': ({ count }, f) =>
    `${f.count(count)} 个分组的时间早于前一个分组，却在其后发送：时钟被拨回，跨越此处的时长不准或未知`,
  'fragment-overlap': ({ count }, f) => `${f.count(count)} 个 IP 分片与较早的分片重叠：以先到的为准`,
  'fragment-timeout': ({ count, limit }, f) => `${f.count(count)} 个 IP 数据报在 ${limit} s 内仍不完整：缺失分片`,
  'fragment-evicted': ({ count }, f) => `放弃了 ${f.count(count)} 个不完整的 IP 数据报：同时存在的分片太多`,
  'half-open-evicted': ({ count, limit }, f) =>
    `不再跟踪 ${f.count(count)} 次没有响应的连接尝试：同时最多 ${limit} 次（泛洪或扫描）`,
  'connections-evicted': ({ count, limit }, f) =>
    `放弃了 ${f.count(count)} 条连接，空闲最久的在先：同时最多跟踪 ${limit} 条`,
  'ftp-connections-evicted': ({ count, limit }, f) =>
    `放弃了 FTP 会话的 ${f.count(count)} 条连接，空闲最久的在先：同时最多跟踪 ${limit} 条`,
  'connections-idle': ({ count, limit }, f) =>
    `${f.count(count)} 条连接在 ${limit} s 没有分组后被放弃：此后到来的算作新连接`,
  'connections-miscounted': ({ count }, f) => `${f.count(count)} 条已放弃的连接不能再与新连接区分：连接数可能偏大`,
  'icmp-errors-stray': ({ count }, f) => `${f.count(count)} 个 ICMP 差错所引用的 TCP 报文段不在本次抓包中`,
  'resets-ignored': ({ count }, f) => `FTP 连接的 ${f.count(count)} 个 RST 未予采信：在窗口之外，或者不是对 SYN 的响应`,
  'segments-captured-twice': ({ count }, f) =>
    `FTP 连接的 ${f.count(count)} 个报文段被抓到两次（多个接口、镜像端口、路由器前后）：不是重传`,
  'segments-outside-window': ({ count }, f) =>
    `略去 FTP 连接的 ${f.count(count)} 个报文段：超出所有窗口，或者在 FIN 之后`,
  'reassembly-full': ({ count }, f) =>
    `放弃了 FTP 连接中的 ${f.count(count)} 个缺口：其后到来的太多。应当填补缺口的内容算作丢失`,
  'missing-ranges-dropped': ({ count, limit }, f) =>
    `${f.count(count)} 段缺失的字节未列出：连接的每一方最多 ${limit} 段`,
  'comparisons-dropped': ({ count }, f) => `${f.count(count)} 个报文段未保留，不能与重传比较：同时存在的连接太多`,
  'announcements-expired': ({ count, limit }, f) =>
    `${f.count(count)} 个通告在 ${limit} s 内没有使用：不再预期会被使用`,
  'announcements-crowded': ({ count, limit }, f) =>
    `${f.count(count)} 个通告不再预期会被使用：同一地址和端口最多 ${limit} 个`,
  'prefixes-dropped': ({ count }, f) =>
    `FTP 会话的 ${f.count(count)} 条连接识别得太晚：开头的字节没有保留，因此没有散列值`,
  'contents-dropped': ({ count }, f) => `${f.count(count)} 次传输识别得太晚：开头的字节没有保留，因此没有内容的散列值`,
  'exchanges-dropped': ({ count, limit }, f) =>
    `对话中有 ${f.count(count)} 行未读：一个会话最多 ${limit} 条命令和主动发送的应答`,
  'listing-entries-dropped': ({ count, limit }, f) => `列表中有 ${f.count(count)} 项未读：一个列表最多 ${limit} 项`,
  'sizes-dropped': ({ count, limit }, f) => `服务器报告的 ${f.count(count)} 个文件大小未记住：一个会话最多 ${limit} 个`,
  'hashes-dropped': ({ count, limit }, f) =>
    `服务器报告的 ${f.count(count)} 个文件散列值未记住：一个会话最多 ${limit} 个`,
  'remarks-dropped': ({ count, limit }, f) => `略去 ${f.count(count)} 条关于对话的备注：一个会话最多 ${limit} 条`,
  'unclaimed-dropped': ({ count, limit }, f) => `略去 ${f.count(count)} 条没有对话可以解释的连接：最多列出 ${limit} 条`,
  'keyless-candidates': ({ count, limit }, f) =>
    `${f.count(count)} 个加密会话的主机之间有超过 ${f.count(limit)} 条连接：只查看了最前面的`,
  'orphans-dropped': ({ count, limit }, f) =>
    `略去 ${f.count(count)} 次命令不在本次抓包中的传输：一个会话最多 ${limit} 次`,
};
