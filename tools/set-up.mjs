import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { installLocked } from './npm-install.mjs';
import { neededMajor, packagedNode, runningLibc, tooOldToSetUp } from './pinned-node.mjs';

/**
 * Installs what is locked, where that is not done yet, and returns the path of the pinned Node. Speaks on stderr
 * alone: stdout belongs to the command.
 * @param {string} root the project's folder
 * @returns {Promise<string>}
 */
export async function setUp(root) {
  const tooOld = tooOldToSetUp(process.versions.node);
  if (tooOld !== null) fail(tooOld);
  await install(root);
  return pinnedNode(root);
}

/** `npm ci` when package-lock.json is not what was installed last; a stamp in node_modules tells. */
async function install(root) {
  const stamp = path.join(root, 'node_modules', '.switchhook-installed');
  const lock = createHash('sha256')
    .update(await readFile(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock) return;
  const began = Date.now();
  say('Installing the packages that package-lock.json names…');
  const progress = setInterval(() => say(`  still installing, ${seconds(began)} s`), 10_000);
  const failure = await installLocked(root);
  clearInterval(progress);
  if (failure !== null) fail(`npm ci failed in ${root}:\n${failure}`);
  await writeFile(stamp, lock);
  say(`Installed in ${seconds(began)} s.`);
}

/** The pinned Node of this platform, or the running one where no package brings it and it is new enough. */
function pinnedNode(root) {
  const packaged = packagedNode(process.platform, process.arch, runningLibc());
  const file = packaged === null ? null : path.join(root, 'node_modules', packaged);
  if (file !== null && existsSync(file)) return file;
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return process.execPath;
  return fail(
    `No package brings Node ${neededMajor} to ${process.platform} on ${process.arch}. Install Node ${neededMajor} and run this again.`,
  );
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @returns {never} */
function fail(text) {
  say(text);
  process.exit(1);
}
