/** 关于登录和对话的问题。 */
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

export const LOGIN: Pick<Rows, 'greeting-frame' | 'user-name' | 'password-frame' | 'login-frame' | 'login-failures'> = {
  'greeting-frame': {
    ask: '服务器的欢迎消息在哪一帧？',
    hints: ['它在第一条命令之前。', '它的应答码是 220。', '它是握手之后第一个带数据的报文段。'],
    feedback: '由服务器先开口：220，服务就绪（RFC 959 §5.4）。',
  },
  'user-name': {
    ask: '客户端以什么用户名登录？',
    hints: ['看最初的命令。', '命令是 USER。', '它是 USER 的参数，直到行尾。'],
    feedback: 'USER 以明文传送用户名。',
  },
  'password-frame': {
    ask: '哪一帧传送密码？',
    hints: [
      '它在服务器用 331 要求密码之后。',
      '命令是 PASS；这里它的参数已遮盖。',
      '它是应答 331 那一帧之后，客户端发送的下一个带数据的帧。',
    ],
    feedback: 'PASS 以明文传送密码；只是显示它的程序把它遮盖了。',
  },
  'login-frame': {
    ask: ({ succeeded }) => (succeeded ? '哪一帧说明登录成功？' : '哪一帧说明登录失败？'),
    hints: [
      '客户端不能说明这一点，服务器才能。',
      '它是对 PASS 的应答。',
      ({ succeeded }) => (succeeded ? '它的应答码是 230。' : '它的应答码是 530。'),
    ],
    feedback: ({ succeeded }) => (succeeded ? '230：用户已登录，请继续。' : '530：未登录。提出请求并不等于得到允许。'),
  },
  'login-failures': {
    ask: '本会话中有几次登录失败？',
    hints: ['看对 PASS 的应答。', '400 以上的应答表示失败。', '数一数应答 530；0 也是一种答案。'],
    feedback: '每个得到 530（或其他 400 以上应答）的 PASS 就是一次失败的登录。',
  },
};

export const DIALOGUE: Pick<
  Rows,
  | 'command-count'
  | 'first-command'
  | 'first-digit'
  | 'second-digit'
  | 'final-reply'
  | 'refused-commands'
  | 'system-type'
  | 'working-directory'
  | 'user-command'
> = {
  'command-count': {
    ask: ({ verb }) => `客户端发送了几次 ${verb}？`,
    hints: ['对话中每条命令有一行。', ({ verb }) => `在对话中搜索：/${verb}。`, '统计视图给出各命令的数目。'],
    feedback: '对话中有该命令的每一行就是一次。',
  },
  'first-command': {
    ask: '登录之后，客户端首先发送哪条命令？',
    hints: ['登录以 230 结束。', '找客户端的下一行。', '四个或更少的字母，在 230 之后的一行。'],
    feedback: '在 230 之后客户端已登录，可以发送任何命令。',
  },
  'first-digit': {
    ask: ({ code, frame }) => `应答 ${code}（帧 ${frame}）的第一位数字说明什么？`,
    hints: [
      'RFC 959 §4.2.1 规定了五种第一位数字。',
      '1 开始，2 完成，3 还需要更多，4 和 5 拒绝。',
      ({ code }) => `这位数字是 ${String(code)[0]}。`,
    ],
    feedback:
      '1yz：已开始，还会有另一个应答。2yz：已完成。3yz：还需要更多。4yz：暂时不行，请再试。5yz：不行，重复也无济于事。',
  },
  'second-digit': {
    ask: ({ code, frame }) => `应答 ${code}（帧 ${frame}）的第二位数字说明它关于什么？`,
    hints: [
      'RFC 959 §4.2.1 列出了各种第二位数字。',
      '0 语法，1 信息，2 连接，3 登录，5 文件。',
      ({ code }) => `这位数字是 ${String(code)[1]}。`,
    ],
    feedback: 'x0z 语法，x1z 信息，x2z 连接，x3z 认证和账户，x5z 文件系统。',
  },
  'final-reply': {
    ask: ({ command }) => `${commandName(command)}（帧 ${command.frame}）以哪个应答码结束？`,
    hints: ['它有两个应答。', '第一个以 1 开头：是初步应答。', '数据经过之后才有最终应答。'],
    feedback: '一次传输有一个初步应答（125 或 150）和一个最终应答，后者说明结果。',
  },
  'refused-commands': {
    ask: '服务器拒绝了几条命令（应答 4yz 和 5yz）？',
    hints: ['看对话中的应答。', '数一数以 4 或 5 开头的应答码。', '只计最终应答，每条命令一个。'],
    feedback: '4yz：暂时不行；5yz：根本不行。',
  },
  'system-type': {
    ask: '服务器报告的系统类型是什么？',
    hints: ['客户端用 SYST 询问。', '应答码是 215。', '它是 215 之后的第一个词。'],
    feedback: '215 之后是系统类型的名称（名称列于 RFC 943）。许多服务器无论运行在什么系统上都说 UNIX。',
  },
  'working-directory': {
    ask: ({ command }) => `${commandName(command)}（帧 ${command.frame}）在哪个工作目录中执行？请给出绝对路径。`,
    hints: [
      '会话有一个工作目录，由 CWD 改变。',
      '跟踪 CWD、CDUP 以及应答 250 和 257。',
      '从 PWD 得到的目录开始，依次应用其后的每个 CWD。',
    ],
    feedback: '服务器为每个会话记住一个工作目录；不以斜杠开头的名称是相对于它的。',
  },
  'user-command': {
    ask: ({ verb }) => `命令行客户端的用户输入什么，客户端才发送 ${verb}？`,
    hints: ['用户输入的和客户端发送的名称不同。', '用户的词是简短的英语词。', ({ verb }) => `想一想 ${verb} 做什么。`],
    feedback:
      'get 发送 RETR，put 发送 STOR，dir 发送 LIST，ls 发送 NLST，cd 发送 CWD，delete 发送 DELE，mkdir 发送 MKD，bye 发送 QUIT；PORT 或 PASV 由客户端自己在传输之前发送。',
  },
};
