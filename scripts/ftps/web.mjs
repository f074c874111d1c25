// HTTPS and SMTP with STARTTLS between the same hosts, until it is ended: web.mjs serve|fetch ADDRESS KEY CERTIFICATE
// The ports are such as passive ones are. Each connection is new.
import { readFileSync } from 'node:fs';
import { get, createServer as http } from 'node:https';
import { createServer as listen, connect as tcp } from 'node:net';
import { createSecureContext, TLSSocket, connect as tls } from 'node:tls';

const [what, address, keyFile, certificateFile] = process.argv.slice(2);
const HTTPS = [443, 8443, 30443, 42017, 51234];
const SMTP = [587, 2525, 45025];
process.on('uncaughtException', () => {});

function serve() {
  const [key, cert] = [readFileSync(keyFile), readFileSync(certificateFile)];
  for (const port of HTTPS)
    http({ key, cert }, (_, answer) => answer.end(Buffer.alloc(Math.random() * 4000, 'page '))).listen(port, address);
  for (const port of SMTP)
    listen((socket) => {
      socket.on('error', () => {});
      socket.write('220 mail ESMTP\r\n');
      const secured = () => {
        const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ key, cert }) });
        secure.on('error', () => {});
        secure.on('data', (line) => {
          secure.write(/^QUIT/.test(line) ? '221 Bye\r\n' : '250 Ok, go on with the mail\r\n');
          if (/^QUIT/.test(line)) secure.end();
        });
      };
      socket.once('data', () => {
        socket.write('250-mail\r\n250 STARTTLS\r\n');
        socket.once('data', () => {
          socket.write('220 Ready to start TLS\r\n');
          secured();
        });
      });
    }).listen(port, address);
}

const page = () =>
  new Promise((done) => {
    const port = HTTPS[Math.floor(Math.random() * HTTPS.length)];
    get(
      { host: address, port, agent: false, rejectUnauthorized: false, path: `/${'p'.repeat(Math.random() * 60)}` },
      (answer) => answer.on('data', () => {}).on('end', done),
    ).on('error', done);
  });

const mail = () =>
  new Promise((done) => {
    const socket = tcp(SMTP[Math.floor(Math.random() * SMTP.length)], address);
    socket.on('error', done);
    const lines = ['EHLO me\r\n', 'STARTTLS\r\n'];
    const next = () => {
      if (lines.length > 0) return socket.write(lines.shift());
      socket.off('data', next);
      const secure = tls({ socket, rejectUnauthorized: false });
      const said = ['EHLO me\r\n', 'MAIL FROM:<a@b.c>\r\n', 'RCPT TO:<d@e.f>\r\n', 'QUIT\r\n'];
      const speak = () => (said.length > 0 ? secure.write(said.shift()) : undefined);
      secure.on('secureConnect', speak).on('data', speak).on('close', done).on('error', done);
    };
    socket.on('data', next);
  });

async function fetchAll() {
  for (;;) {
    await Promise.all([page(), page(), page(), Math.random() < 0.3 ? mail() : page()]);
    await new Promise((done) => setTimeout(done, 30));
  }
}

if (what === 'serve') serve();
else fetchAll();
