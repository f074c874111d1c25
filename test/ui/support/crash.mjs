// A program around the UI that breaks at the first key. To be run with `--import tsx`.
import { loadTexts } from '../../../src/text/languages.js';
import { PacketStore } from '../../../src/ui/data/packetStore.js';
import { runUi } from '../../../src/ui/start.js';

let armed = false;
const sessions = new Proxy([], {
  get(target, name) {
    if (armed && name === 'length') throw new Error('broken on purpose');
    return Reflect.get(target, name);
  },
});
process.stdin.once('data', () => {
  armed = true;
});
const analyzer = {
  packets: 3,
  bytes: 180,
  epochSeconds: 1,
  firstTimeNs: 0,
  lastTimeNs: 1,
  skipped: {},
  noticed: [],
  connections: 0,
  sessions,
  unclaimed: [],
  revision: 1,
};
const status = {
  name: 'x',
  format: 'live',
  linkTypes: [],
  fractionDigits: 6,
  readBytes: 0,
  totalBytes: null,
  damaged: false,
  problems: [],
  droppedByKernel: null,
  droppedByInterface: null,
  secrets: [],
};
const pump = { state: 'reading', error: null, pause() {}, resume() {}, stop() {}, onProgress() {} };
const options = { ascii: false, color: true, showPasswords: false };
const texts = await loadTexts('en');
runUi({ analyzer, source: { status }, pump, packets: new PacketStore(), texts, title: 'x', live: true, options }).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
