/** Questions about the login and the dialogue. */
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

export const LOGIN: Pick<Rows, 'greeting-frame' | 'user-name' | 'password-frame' | 'login-frame' | 'login-failures'> = {
  'greeting-frame': {
    ask: 'Which frame carries the greeting of the server?',
    hints: [
      'It comes before the first command.',
      'Its code is 220.',
      'It is the first segment with data after the handshake.',
    ],
    feedback: 'The server speaks first: 220, service ready (RFC 959, section 5.4).',
  },
  'user-name': {
    ask: 'With which user name does the client log in?',
    hints: [
      'Look at the first commands.',
      'The command is USER.',
      'It is the argument of USER, up to the end of the line.',
    ],
    feedback: 'USER carries the name in clear text.',
  },
  'password-frame': {
    ask: 'Which frame carries the password?',
    hints: [
      'It comes after the server has asked for it with 331.',
      'The command is PASS; here its argument is masked.',
      'It is the frame after the one with reply 331 that the client sends with data.',
    ],
    feedback: 'PASS carries the password in clear text; only the program that shows it masks it.',
  },
  'login-frame': {
    ask: ({ succeeded }) =>
      succeeded ? 'Which frame says that the login succeeded?' : 'Which frame says that the login failed?',
    hints: [
      'The client cannot say that; the server does.',
      'It is the reply to PASS.',
      ({ succeeded }) => (succeeded ? 'Its code is 230.' : 'Its code is 530.'),
    ],
    feedback: ({ succeeded }) =>
      succeeded ? '230: user logged in, proceed.' : '530: not logged in. To ask is not to be let in.',
  },
  'login-failures': {
    ask: 'How many logins failed in this session?',
    hints: [
      'Look at the replies to PASS.',
      'A reply of 400 or more says that it failed.',
      'Count the replies 530; 0 is an answer too.',
    ],
    feedback: 'Each PASS that is answered by 530 (or another reply of 400 or more) is a failed login.',
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
    ask: ({ verb }) => `How many times does the client send ${verb}?`,
    hints: [
      'The dialogue has a row for each command.',
      ({ verb }) => `Filter the dialogue: /${verb}.`,
      'The view Statistics counts commands.',
    ],
    feedback: 'Each row of the dialogue with that command is one.',
  },
  'first-command': {
    ask: 'Which command does the client send first after the login?',
    hints: [
      'The login ends with 230.',
      'Look for the next line of the client.',
      'Four letters or less, in the row after 230.',
    ],
    feedback: 'After 230 the client is logged in and may send any command.',
  },
  'first-digit': {
    ask: ({ code, frame }) => `What does the first digit of the reply ${code} (frame ${frame}) say?`,
    hints: [
      'RFC 959, section 4.2.1, has five first digits.',
      '1 begins, 2 completes, 3 asks for more, 4 and 5 refuse.',
      ({ code }) => `The digit is ${String(code)[0]}.`,
    ],
    feedback:
      '1yz: it has begun, another reply will come. 2yz: done. 3yz: more is needed. 4yz: not now, try again. 5yz: no, and the same again will not help.',
  },
  'second-digit': {
    ask: ({ code, frame }) => `What does the second digit of the reply ${code} (frame ${frame}) say that it is about?`,
    hints: [
      'RFC 959, section 4.2.1, has a list of second digits.',
      '0 syntax, 1 information, 2 connections, 3 login, 5 files.',
      ({ code }) => `The digit is ${String(code)[1]}.`,
    ],
    feedback: 'x0z syntax, x1z information, x2z connections, x3z authentication and accounting, x5z file system.',
  },
  'final-reply': {
    ask: ({ command }) => `With which reply code does ${commandName(command)} (frame ${command.frame}) end?`,
    hints: [
      'It has two replies.',
      'The first begins with 1: it is preliminary.',
      'The final reply comes when the data has passed.',
    ],
    feedback: 'A transfer has a preliminary reply (125 or 150) and a final one, which says how it went.',
  },
  'refused-commands': {
    ask: 'How many commands does the server refuse (replies 4yz and 5yz)?',
    hints: [
      'Look at the replies in the dialogue.',
      'Count the codes that begin with 4 or 5.',
      'Only final replies count, one for each command.',
    ],
    feedback: '4yz: not now; 5yz: not at all.',
  },
  'system-type': {
    ask: 'Which system type does the server report?',
    hints: ['The client asks for it with SYST.', 'The reply has the code 215.', 'It is the first word after 215.'],
    feedback: '215 NAME system type (RFC 943 lists names). Many servers say UNIX whatever they run on.',
  },
  'working-directory': {
    ask: ({ command }) =>
      `In which working directory does ${commandName(command)} (frame ${command.frame}) run? Give the absolute path.`,
    hints: [
      'The session keeps a working directory, which CWD changes.',
      'Follow CWD, CDUP and the replies 250 and 257.',
      'Begin with the directory of PWD, and apply each CWD after it.',
    ],
    feedback: 'The server remembers a working directory for each session; names without a slash are relative to it.',
  },
  'user-command': {
    ask: ({ verb }) => `What does a user of a command line client type so that it sends ${verb}?`,
    hints: [
      'What users type and what clients send have different names.',
      'The words of users are short English words.',
      ({ verb }) => `Think of what ${verb} does.`,
    ],
    feedback:
      'get sends RETR, put STOR, dir LIST, ls NLST, cd CWD, delete DELE, mkdir MKD, bye QUIT; PORT or PASV is sent by the client itself before a transfer.',
  },
};
