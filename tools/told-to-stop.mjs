import process from 'node:process';

/** How often the parent is looked for, milliseconds. */
const lookMs = 250;

/** One wish often comes twice: a terminal sends Ctrl-C to every process, and npm passes its own on. Milliseconds. */
const echoMs = 1_000;

/**
 * Why a command is to end: it got a signal, or npm, which ran it, is gone without a word.
 * @typedef {'signal' | 'orphaned'} Why
 */

/**
 * Calls `stop` when this command is to end; again when it is told so again.
 * @param {(why: Why) => void} stop
 */
export function whenToldToStop(stop) {
  let toldAt = Number.NEGATIVE_INFINITY;
  const told = (why) => {
    if (performance.now() - toldAt < echoMs) return;
    toldAt = performance.now();
    stop(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => told('signal'));
  // Without npm, whoever started this command may leave it alone: `command &` in a script is no wish to end it.
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (isThere(parent)) return;
    clearInterval(watch);
    told('orphaned');
  }, lookMs);
  watch.unref();
}

/**
 * Has a child end in order, as this command is to.
 * @param {import('node:child_process').ChildProcess} child
 * @param {Why} why
 */
export function passOn(child, why, platform = process.platform) {
  // Ctrl-C has reached every process of a Windows console, and there is no other signal: kill would end it at once.
  if (platform === 'win32' && why === 'signal') return;
  // Never SIGINT: of a terminal's the child has got its own, and a second would cut its end short.
  child.kill('SIGTERM');
}

/** On POSIX an orphan gets another parent; on Windows it keeps the number of the one it had. */
function isThere(parent) {
  if (process.ppid !== parent) return false;
  if (process.platform !== 'win32') return true;
  try {
    process.kill(parent, 0);
    return true;
  } catch {
    return false;
  }
}
