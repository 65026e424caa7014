import process from 'node:process';
import { readReplayOptions, replayUsage } from './replay/options.ts';
import { runReplay } from './replay/run-replay.ts';

// A reader that has seen enough (head, less) is no failure.
process.stdout.on('error', () => process.exit(0));

const options = readReplayOptions(process.argv.slice(2));
if (!options.ok) {
  process.stderr.write(`${options.error}\nnpm run replay -- --help lists the options.\n`);
  process.exitCode = 2;
} else if (options.value === 'help') {
  process.stdout.write(replayUsage);
} else {
  process.exitCode = await runReplay(options.value, {
    say: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    inZone: (zone) => {
      // Some sentences name a time of day, which is that of the computer it was recorded on.
      process.env.TZ = zone;
    },
  });
}
