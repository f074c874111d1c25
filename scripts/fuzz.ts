// npm run fuzz -- --seconds N [--seed S] [--from INDEX] [--count N] [--save DIR]
// Damaged captures through the whole program, in a process of its own that is watched: a hang is found, too. Prints every
// failure with the seed and number that make it again; --seed S --from INDEX --count 1 --save DIR writes that input out.
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzzFailure, fuzzInput, fuzzSeeds, MAX_SECONDS } from '../test/support/fuzz.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string' },
    save: { type: 'string', default: 'fuzz-failures.tmp' },
  },
});
const seed = Number(values.seed);
const end = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.from) + Number(values.count);
const seeds = fuzzSeeds();

type Message = { readonly index: number; readonly failure?: string; readonly heapMegabytes?: number };

if (process.send) await work(process.send.bind(process));
else watch();

/** The watched process: one input after the other, telling which. */
async function work(send: (message: Message) => void): Promise<void> {
  for (let index = Number(values.from); index < end; index++) {
    send({ index });
    const failure = await fuzzFailure(fuzzInput(seeds, seed, index), true);
    if (failure !== undefined) send({ index, failure });
    if (index % 100 === 0) send({ index, heapMegabytes: process.memoryUsage().rss / 1e6 });
  }
  process.disconnect();
}

function watch(): void {
  const until = Date.now() + Number(values.seconds) * 1000;
  const first = Number(values.from);
  let failures = 0;
  let last = first - 1;
  let peakMegabytes = 0;
  const fail = (index: number, why: string) => {
    failures++;
    const { bytes, what, seed: from } = fuzzInput(seeds, seed, index);
    mkdirSync(values.save, { recursive: true });
    const file = path.join(values.save, `seed-${seed}-${index}.pcap`);
    writeFileSync(file, bytes);
    console.log(`FAILED: --seed ${seed} --from ${index} --count 1 (${from.name}: ${what}), saved as ${file}\n  ${why}`);
  };
  const finish = () => {
    const count = last - first + 1;
    console.log(`${count} inputs, ${failures} failures, seed ${seed}, peak ${peakMegabytes.toFixed(0)} MB`);
    process.exit(failures > 0 || count === 0 ? 1 : 0);
  };
  const start = (from: number) => {
    const args = ['--seed', String(seed), '--from', String(from)];
    if (Number.isFinite(end)) args.push('--count', String(end - from));
    const child = fork(fileURLToPath(import.meta.url), args, {
      execArgv: ['--import', 'tsx', '--max-old-space-size=1024'],
    });
    let heard = Date.now();
    const guard = setInterval(() => {
      const hangs = last >= from && Date.now() - heard > (MAX_SECONDS + 5) * 1000;
      if (hangs) fail(last, `hangs for more than ${MAX_SECONDS} s`);
      if (hangs || Date.now() > until) child.kill('SIGKILL');
    }, 250);
    child.on('message', ({ index, failure, heapMegabytes }: Message) => {
      heard = Date.now();
      last = index;
      peakMegabytes = Math.max(peakMegabytes, heapMegabytes ?? 0);
      if (failure !== undefined) fail(index, failure);
    });
    child.on('close', (code) => {
      clearInterval(guard);
      if (code !== 0 && code !== null) fail(last, `the process died with code ${code}`);
      if (Date.now() < until && last + 1 < end && failures < 20) start(last + 1);
      else finish();
    });
  };
  start(first);
}
