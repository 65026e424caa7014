import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { exclusively } from '../file-lock.ts';

// A process of the lock's tests: adds one to the number in a file so many times, as two programs do at once.

// Between two changes it does something else, as programs do: who takes a lock again in the same instant starves others.

const [, , file = '', times = '0'] = process.argv;
const pause = new Int32Array(new SharedArrayBuffer(4));
for (let done = 0; done < Number(times); done += 1) {
  exclusively(file, () => writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1)));
  Atomics.wait(pause, 0, 0, 3);
}
