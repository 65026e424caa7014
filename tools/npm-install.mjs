import { spawn } from 'node:child_process';
import process from 'node:process';

const options = [
  'ci',
  // Whatever the environment leaves out: NODE_ENV=production means no development packages to npm.
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--loglevel=error',
];

/**
 * How npm is started here. From one of its own scripts by the file that runs already; else by its name, which on Windows
 * is a batch file's, and those need a shell.
 * @param {NodeJS.Platform} platform
 * @param {string | undefined} npmFile npm's own script, as it tells it to the scripts that it runs
 * @returns {{ program: string, options: string[], shell: boolean }}
 */
export function npmCommand(platform, npmFile) {
  if (npmFile !== undefined && /npm-cli\.c?js$/.test(npmFile)) {
    return { program: process.execPath, options: [npmFile, ...options], shell: false };
  }
  // As one line, for Node warns of options handed to a shell.
  if (platform === 'win32') return { program: ['npm.cmd', ...options].join(' '), options: [], shell: true };
  return { program: 'npm', options, shell: false };
}

/**
 * Installs exactly what package-lock.json names, in this folder.
 * @param {string} folder
 * @returns {Promise<string | null>} npm's first words where it failed; null where it did not
 */
export function installLocked(folder) {
  const npm = npmCommand(process.platform, process.env.npm_execpath);
  const output = [];
  return new Promise((resolve) => {
    const child = spawn(npm.program, npm.options, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: npm.shell,
    });
    const endWithUs = () => void child.kill();
    process.once('exit', endWithUs);
    child.stdout.on('data', (text) => output.push(text));
    child.stderr.on('data', (text) => output.push(text));
    child.on('error', (error) => output.push(`${npm.program} cannot be run: ${error.message}\n`));
    child.on('close', (code) => {
      process.off('exit', endWithUs);
      resolve(code === 0 ? null : output.join('').trim().split('\n').slice(0, 20).join('\n'));
    });
  });
}
