// Steps with basic-ftp: basicFtp.mjs SESSION.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable, Writable } from 'node:stream';

const s = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { Client } = createRequire(`${s.modules}/`)('basic-ftp');
const client = new Client(5000);
const nowhere = () => new Writable({ write: (_, __, done) => done() });
const bytes = (n) => Readable.from(n > 0 ? [Buffer.alloc(n, 'text of a file\r\n')] : []);

const STEPS = {
  pwd: () => client.pwd(),
  cwd: async (folder) => {
    await client.cd(folder);
    await client.cd('/');
  },
  cwdMissing: (folder) => client.cd(folder),
  list: () => client.list(),
  listPath: (folder) => client.list(folder),
  listMissing: (folder) => client.list(folder),
  get: (name) => client.downloadTo(nowhere(), name),
  getMissing: (name) => client.downloadTo(nowhere(), name),
  resume: (name) => client.downloadTo(nowhere(), name, 10),
  put: (name) => client.uploadFrom(bytes(1400), name),
  putEmpty: (name) => client.uploadFrom(bytes(0), name),
  putDenied: (name) => client.uploadFrom(bytes(1400), name),
  append: (name) => client.appendFrom(bytes(200), name),
  mkdir: (folder) => client.ensureDir(`${folder}/inner`).then(() => client.cd('/')),
  mkdirAgain: (folder) => client.send(`MKD ${folder}`),
  rmdir: (folder) => client.removeDir(folder),
  rename: (from, to) => client.rename(from, to),
  remove: (name) => client.remove(name),
  removeMissing: (name) => client.remove(name),
  size: (name) => client.size(name),
  time: (name) => client.lastMod(name),
  chmod: (name) => client.send(`SITE CHMOD 644 ${name}`),
  noop: () => client.send('NOOP'),
  system: () => client.send('SYST'),
  status: () => client.send('STAT'),
  features: () => client.features(),
};

try {
  await client.access({
    host: s.address,
    port: s.implicit ? 990 : 21,
    user: s.user,
    password: s.badLogin ? 'wrong' : s.password,
    secure: s.implicit ? 'implicit' : true,
    secureOptions: { rejectUnauthorized: false, ...(s.tls === '1.2' ? { maxVersion: 'TLSv1.2' } : {}) },
  });
  for (const [what, ...names] of s.steps)
    try {
      await STEPS[what](...names);
    } catch (error) {
      console.log(what, names, error.message);
      if (client.closed) break;
    }
  if (s.quits && !client.closed) await client.send('QUIT');
} catch (error) {
  console.log(error.message);
}
client.close();
