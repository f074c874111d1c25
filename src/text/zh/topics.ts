/** `explain TOPIC` 中时序图的行所没有的句子。 */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { TopicParams } from '../../model/topics/codes.js';
import { type FindingMessage, type Messages, messageOf } from '../messages.js';
import { COMMANDS } from './commands.js';
import { addressProblem } from './findings/announcements.js';
import { FINDINGS } from './findings.js';
import { STEPS } from './steps.js';
import { TOPIC_TEXTS } from './topicTexts.js';

export const TOPICS: Messages<TopicParams> = {
  'title-topic': ({ name }) => TOPIC_TEXTS[name].title,
  'title-command': ({ verb }) => `命令 ${verb}`,
  'title-reply': ({ code }) => `应答 ${code}`,
  'title-class': ({ digit }) => `应答 ${digit}yz`,
  'title-user-command': ({ name }) => `在客户端中输入 ${name}`,
  'title-finding': ({ finding }) => `发现：${FINDINGS[finding.code].title}`,
  'title-announcement': ({ text }) => text,
  'title-port': ({ port }) => `端口 ${port}`,

  'topic-text': ({ name }) => TOPIC_TEXTS[name].text,
  'step-title': ({ number, title }, f) => `${String(number).padStart(2)}  ${messageOf(STEPS, title, f)}`,
  'mode-heading': ({ active }) => (active ? '在主动模式下：' : '在被动模式下：'),
  'command-form': ({ verb }) => `${verb} ${COMMANDS[verb].argument}`.trimEnd(),
  'command-replies': () => '对它的最终应答：',
  'more-replies': () => '对任何命令的应答也可能是 421、500 到 504 或 530。',
  'user-command': ({ name, verbs, data }, f) => {
    const sent = f.list(verbs.map(String));
    return data
      ? `${name} 使客户端发送 ${sent}。在 ${verbs.at(-1)} 之前它通告数据连接：被动模式用 PASV 或 EPSV，主动模式用 PORT 或 EPRT。`
      : `${name} 使客户端发送 ${sent}。`;
  },
  'reply-to': ({ verbs }, f) =>
    verbs.some((verb) => rowOf(verb)?.transfer)
      ? `它是对 ${f.list(verbs)} 的应答；传送数据时，前面还有一个初步应答（1yz）。`
      : `它是对 ${f.list(verbs)} 的应答。`,
  'class-codes': () => '这一类中有特定含义的应答码：',

  'finding-kind': ({ code, trouble }) =>
    trouble ? `在 JSON 中为 ${code}。它列在「出了什么问题」之下。例如：` : `在 JSON 中为 ${code}。例如：`,
  'finding-example': ({ finding }, f) => {
    const { message, cause, advice } = FINDINGS[finding.code] as FindingMessage<unknown>;
    const parts = [message(finding.params, f, finding.frames), cause?.(finding.params, f), advice?.(finding.params, f)];
    return parts.filter((part) => part != null).join('\n');
  },

  'announced-address': ({ address, reserved }) =>
    reserved
      ? `前四个数是地址：${address}。它是私有地址（RFC 1918）或本地地址：自身网络之外谁也到达不了它。`
      : `前四个数是地址：${address}。`,
  'announced-reverse': ({ text }) => `PORT ${text}`,
  'announced-extended': ({ text }) => `EPRT ${text}`,
  'bad-announcement': ({ problem }) => addressProblem(problem),
  'port-in-bytes': () => 'PORT 和 227 应答用两个字节传送端口，高位在前：高位 × 256 + 低位。',
};
