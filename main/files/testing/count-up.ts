import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { exclusively } from '../file-lock.ts';

// A process of the lock's tests: adds one to the number in a file so many times, as two programs do at once.

const [, , file = '', times = '0'] = process.argv;
for (let done = 0; done < Number(times); done += 1) {
  exclusively(file, () => writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1)));
}
