// Steps with the package ftp of Node: nodeFtp.mjs SESSION.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const s = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const Client = createRequire(`${s.modules}/`)('ftp');
const client = new Client();
const call = (name, ...args) => promisify(client[name].bind(client))(...args);
const get = async (name) => {
  const stream = await call('get', name);
  stream.resume();
  await new Promise((done) => stream.once('close', done));
};

const STEPS = {
  pwd: () => call('pwd'),
  cwd: async (folder) => {
    await call('cwd', folder);
    await call('cwd', '/');
  },
  cwdMissing: (folder) => call('cwd', folder),
  list: () => call('list'),
  listPath: (folder) => call('list', folder),
  listMissing: (folder) => call('list', folder),
  get,
  getMissing: get,
  resume: async (name) => {
    await call('restart', 10);
    await get(name);
  },
  put: (name) => call('put', Buffer.alloc(1400, 'text of a file\r\n'), name),
  putDenied: (name) => call('put', Buffer.alloc(1400, 'text of a file\r\n'), name),
  append: (name) => call('append', Buffer.alloc(200, 'text\r\n'), name),
  mkdir: (folder) => call('mkdir', folder),
  mkdirAgain: (folder) => call('mkdir', folder),
  rmdir: (folder) => call('rmdir', folder),
  rename: (from, to) => call('rename', from, to),
  remove: (name) => call('delete', name),
  removeMissing: (name) => call('delete', name),
  size: (name) => call('size', name),
  time: (name) => call('lastMod', name),
  chmod: (name) => call('site', `CHMOD 644 ${name}`),
  system: () => call('system'),
  status: () => call('status'),
};

const limit = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, 4000, new Error('late')))]);
client.on('error', (error) => {
  console.log(error.message);
  process.exit();
});
client.on('ready', async () => {
  for (const [what, ...names] of s.steps)
    try {
      await limit(STEPS[what](...names));
    } catch (error) {
      console.log(what, names, error.message);
      if (error.message === 'late') break;
    }
  if (s.quits) {
    client.end();
    setTimeout(() => process.exit(), 300);
  } else process.exit();
});
client.connect({
  host: s.address,
  port: s.implicit ? 990 : 21,
  user: s.user,
  password: s.badLogin ? 'wrong' : s.password,
  secure: s.implicit ? 'implicit' : true,
  secureOptions: { rejectUnauthorized: false, ...(s.tls === '1.2' ? { maxVersion: 'TLSv1.2' } : {}) },
  connTimeout: 4000,
  pasvTimeout: 4000,
});
