/** 控制连接：不说话的服务器，没有应答的命令，以及它怎样结束。 */
import type { FindingParams } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { FORGOTTEN_NS, IDLE_NS, isAboutFiles, isAboutNames, PATIENT_NS } from '../../shared/habits.js';
import { commandText, quoted, replyText } from '../../wire.js';
import { ROLES } from '../roles.js';
import { boxText, icmpText, sentences, synsText } from './sentences.js';

const again = (count: number, f: Format): string | null =>
  count === 1 ? null : `同样的事又发生了 ${f.count(count - 1)} 次。`;

type Codes =
  | 'greeting-late'
  | 'greeting-missing'
  | 'server-refused'
  | 'server-unanswered'
  | 'server-prohibited'
  | 'control-dead'
  | 'middlebox-reset'
  | 'control-reset'
  | 'control-closed'
  | 'client-gave-up'
  | 'command-unanswered'
  | 'command-failed'
  | 'replies-out-of-step'
  | 'login-after-failures';

export const CONTROL: FindingMessages<Pick<FindingParams, Codes>> = {
  'greeting-late': {
    title: '欢迎消息来得晚',
    message: ({ server, waitedNs, code }, f) =>
      `连接打开 ${f.duration(waitedNs)} 之后，${f.endpoint(server)} 才发出欢迎消息 ${code}。`,
    cause: () =>
      '服务器在欢迎之前等待，多半是在查询客户端的名称（反向 DNS）或询问它是谁（ident，端口 113），而回答没有来。',
    advice: () =>
      '在服务器上关闭这些查询（vsftpd：reverse_lookup_enable=NO，ProFTPD：UseReverseDNS off、IdentLookups off），或者让客户端立即拒绝端口 113。',
  },
  'greeting-missing': {
    title: '服务器始终没有发出欢迎消息',
    message: ({ client, server, silentNs, closedBy, count }, f) =>
      sentences(
        closedBy === null
          ? `${f.endpoint(server)} 接受了 ${client} 的连接，然后 ${f.duration(silentNs)} 什么也没有发送：欢迎消息（220）始终没有来。`
          : `${f.endpoint(server)} 接受了 ${client} 的连接，然后什么也没有发送；${f.duration(silentNs)} 后${ROLES[closedBy]}关闭了连接。欢迎消息（220）始终没有来。`,
        again(count, f),
      ),
    cause: ({ clientBytes, server }) =>
      clientBytes > 0 && server.port === 21
        ? '客户端先开口，如同隐式 TLS；而端口 21 上的服务器等待的是 AUTH TLS。'
        : '服务器程序停住了，在等待查询（反向 DNS、ident），没有空闲的进程，或者途中的设备代它接受了连接。',
    advice: () => '查看服务器的日志和负载；在服务器本机上尝试连接，绕过途中的设备。',
  },
  'server-refused': {
    title: '服务器拒绝了控制连接',
    message: ({ client, server, count }, f) =>
      sentences(`${f.endpoint(server)} 以 RST 拒绝了 ${client} 的连接。`, again(count, f)),
    cause: () => '到达了主机，但没有服务器在那里监听，或者防火墙以 RST 拒绝。',
    advice: () => '检查 FTP 服务器是否在运行，是否在该地址和端口上监听。',
  },
  'server-unanswered': {
    title: '服务器没有响应',
    message: ({ client, server, syns, spanNs, count }, f) =>
      sentences(`${f.endpoint(server)} 没有响应 ${client} 的${synsText(syns, spanNs, f).trimEnd()}。`, again(count, f)),
    cause: () => '主机没有开机，地址错误，或者防火墙丢弃了分组。',
    advice: () => '检查地址，以及该主机的其他端口是否有响应。',
  },
  'server-prohibited': {
    title: '对控制连接的响应是 ICMP',
    message: ({ client, server, icmp, count }, f) =>
      sentences(
        icmp.reporter === null
          ? `对 ${client} 到 ${f.endpoint(server)} 的连接，响应是 ${icmpText(icmp)}。`
          : `对 ${client} 到 ${f.endpoint(server)} 的连接，${icmp.reporter} 的响应是 ${icmpText(icmp)}。`,
        again(count, f),
      ),
    cause: ({ icmp }) => (icmp.prohibited ? '防火墙禁止这条连接。' : '从那里到达不了该主机。'),
    advice: ({ icmp }) => (icmp.prohibited ? '在防火墙上放行到该端口的 TCP。' : '检查地址和路由。'),
  },
  'control-dead': {
    title: '控制连接已经失效',
    message: ({ by, frame, repeats, spanNs, command, reset }, f) =>
      sentences(
        command === null || by === 'server'
          ? `${ROLES[by]}在帧 ${frame} 中发送的内容在 ${f.duration(spanNs)} 内重传了 ${f.count(repeats)} 次，始终没有得到确认。`
          : `${commandText(command)}（帧 ${frame}）在 ${f.duration(spanNs)} 内重传了 ${f.count(repeats)} 次，始终没有得到确认。`,
        by === 'client' ? '从那时起，客户端的内容都没有到达服务器。' : '从那时起，服务器的内容都没有到达客户端。',
        reset === null ? null : `RST（帧 ${reset}）结束了连接。`,
      ),
    cause: ({ idleNs }, f) =>
      idleNs !== null && idleNs >= FORGOTTEN_NS
        ? `连接此前空闲了 ${f.duration(idleNs)}：防火墙或 NAT 设备很可能已经忘记了它。`
        : '路径或另一台主机出了故障，或者途中的设备丢弃这些分组：检查 FTP 的设备可能丢弃它看不懂的命令。',
    advice: ({ idleNs }) =>
      idleNs !== null && idleNs >= FORGOTTEN_NS
        ? '让客户端在等待时发送 NOOP 或 TCP 保活，或者调大该设备的空闲超时。'
        : '在另一端也抓包：从这里发出而没有到达那里的，就是在途中被丢弃的。',
  },
  'middlebox-reset': {
    title: '控制连接被途中的设备复位',
    message: ({ command, frame, box }) =>
      sentences(`${commandText(command)}（帧 ${frame}）之后，控制连接被复位。`, boxText(box)),
    cause: () => '双方都没有发送它们：客户端与服务器之间检查 FTP 的防火墙或其他设备复位了连接。',
    advice: () => '检查途中防火墙的 FTP 检查功能，以及命令的形式：有的要求以 CR LF 结尾，并且一条命令在一个报文段中。',
  },
  'control-reset': {
    title: '命令等待应答时控制连接被复位',
    message: ({ command, frame, preliminary, end, afterNs }, f) =>
      preliminary === null
        ? `服务器在帧 ${end} 复位了控制连接，那是 ${commandText(command)}（帧 ${frame}）之后 ${f.duration(afterNs)}，它没有得到应答。`
        : `服务器在帧 ${end} 复位了控制连接，那是对 ${commandText(command)}（帧 ${frame}）的 ${preliminary} 之后 ${f.duration(afterNs)}，它没有得到最终应答。`,
    cause: () => '服务器的进程结束或被终止，或者防火墙以它的名义复位了连接。',
    advice: () => '查看服务器那段时间的日志。',
  },
  'client-gave-up': {
    title: '客户端放弃等待应答',
    message: ({ command, frame, preliminary, how, end, afterNs }, f) => {
      const closed = how === 'fin' ? '关闭' : '复位';
      return preliminary === null
        ? `客户端在帧 ${end} ${closed}了控制连接，那是 ${commandText(command)}（帧 ${frame}）之后 ${f.duration(afterNs)}，它没有得到应答。`
        : `客户端在帧 ${end} ${closed}了控制连接，那是对 ${commandText(command)}（帧 ${frame}）的 ${preliminary} 之后 ${f.duration(afterNs)}，它没有得到最终应答。`;
    },
    cause: ({ afterNs }) =>
      afterNs >= PATIENT_NS ? '应答没有在客户端愿意等待的时间内到来。' : '它的程序结束了，或者用户停止了它。',
    advice: ({ afterNs }) => (afterNs >= PATIENT_NS ? '在服务器的日志中查看它怎样处理这条命令。' : null),
  },
  'control-closed': {
    title: '命令等待应答时服务器关闭了控制连接',
    message: ({ command, frame, preliminary, end, afterNs }, f) =>
      preliminary === null
        ? `服务器在帧 ${end} 关闭了控制连接，那是 ${commandText(command)}（帧 ${frame}）之后 ${f.duration(afterNs)}，它没有得到应答。`
        : `服务器在帧 ${end} 关闭了控制连接，那是对 ${commandText(command)}（帧 ${frame}）的 ${preliminary} 之后 ${f.duration(afterNs)}，它没有得到最终应答。`,
    cause: ({ transferring, afterNs }) =>
      transferring && afterNs >= IDLE_NS
        ? '服务器的空闲计时器只计控制连接，而它在传输期间没有动静。'
        : transferring
          ? '服务器的程序在传输途中结束或被终止。'
          : '服务器没有应答就放弃了（421 本可以说明原因），或者它的程序结束了。',
    advice: ({ transferring, afterNs }) =>
      transferring && afterNs >= IDLE_NS
        ? '调大服务器的空闲超时，或者让它在传输期间不计时。'
        : '查看服务器那段时间的日志。',
  },
  'command-unanswered': {
    title: '没有应答的命令',
    message: ({ command, frame, login, waitedNs, more }, f) =>
      sentences(
        login
          ? waitedNs === null
            ? `登录始终没有得到应答：${commandText(command)}（帧 ${frame}）没有应答。`
            : `登录始终没有得到应答：${commandText(command)}（帧 ${frame}）在 ${f.duration(waitedNs)} 内没有应答。`
          : waitedNs === null
            ? `${commandText(command)}（帧 ${frame}）没有最终应答。`
            : `${commandText(command)}（帧 ${frame}）在 ${f.duration(waitedNs)} 内没有最终应答。`,
        more === 0 ? null : `另有 ${f.count(more)} 条命令也没有。`,
      ),
    cause: ({ login }) =>
      login
        ? '服务器在核对用户时停住了：PAM、目录服务、数据库或用户主目录没有回应。'
        : '服务器停住了，或者不应答这条命令。',
    advice: () => '查看服务器那段时间的日志。',
  },
  'replies-out-of-step': {
    title: '应答的次序错乱',
    message: ({ command, count, preliminaryLast }, f) =>
      sentences(
        preliminaryLast
          ? `服务器把对 ${commandText(command)} 的初步应答放在最终应答之后发送。`
          : `服务器先应答了 ${commandText(command)} 后面的命令。`,
        count === 1 ? null : `另有 ${f.count(count - 1)} 条命令的应答次序错乱。`,
      ),
    cause: () => '服务器同时处理几条命令；应答按与之相符的命令配对。',
  },
  'command-failed': {
    title: '命令失败，且没有补救',
    message: ({ command, reply, count, arguments: args, gaveUp }, f) =>
      sentences(
        count === 1
          ? `${commandText(command)} 失败：${replyText(reply)}。`
          : args.length === 1
            ? `${commandText(command)} 失败了 ${f.count(count)} 次：${replyText(reply)}。`
            : `${command.verb} 失败了 ${f.count(count)} 次（${f.few(args.map(quoted))}）：${replyText(reply)}。`,
        gaveUp ? '此后客户端没有请求任何传输。' : null,
      ),
    cause: ({ command, reply }) =>
      reply.code === 550 && isAboutNames(command.verb)
        ? '从服务器当前的目录看，这个名称不存在，或者已经存在，或者用户没有权限。'
        : isAboutFiles(command.verb)
          ? '文件不存在，或者服务器在这种 TYPE 下不报告（许多服务器的 SIZE 需要 TYPE I）。'
          : null,
    advice: ({ command, reply }) =>
      reply.code === 550 && ['CWD', 'XCWD'].includes(command.verb)
        ? '把路径与 PWD 和列表相比较：在 chroot 之下，路径从登录目录开始。'
        : isAboutFiles(command.verb)
          ? '在它之前发送 TYPE I，或者不用它。'
          : null,
  },
  'login-after-failures': {
    title: '多次失败之后登录成功',
    message: ({ client, user, failures, server }, f) =>
      `${f.count(failures)} 次登录失败之后，${client} 以 ${quoted(user)} 登录到 ${server}。`,
    cause: () => '密码可能被猜中了。',
    advice: () => '更换该密码，并查看这个会话做了什么。',
  },
};
