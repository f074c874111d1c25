// ftp-srv with TLS: ftpSrv.mjs SETUP.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const setup = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { FtpSrv } = createRequire(`${setup.modules}/`)('ftp-srv');
const quiet = new Proxy({}, { get: (_, name) => (name === 'child' ? () => quiet : () => {}) });
const server = new FtpSrv({
  url: `${setup.implicit ? 'ftps' : 'ftp'}://${setup.address}:${setup.port}`,
  pasv_url: setup.address,
  pasv_min: 30000 + (setup.uid % 100),
  pasv_max: 62000,
  tls: { key: readFileSync(setup.key), cert: readFileSync(setup.certificate) },
  log: quiet,
  ...(setup.greeting === null ? {} : { greeting: [setup.greeting] }),
});
server.on('login', ({ username, password }, resolve, reject) => {
  if (username === setup.user && password === setup.password) resolve({ root: setup.home });
  else reject(new Error('Bad username or password'));
});
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
server.listen();
