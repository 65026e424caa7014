import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { chromiumShellEnvironment } from './environment.ts';

test('the variables name a program that can be run', async () => {
  const { ELECTRON_OVERRIDE_DIST_PATH = '', ELECTRON_EXEC_PATH = '' } = chromiumShellEnvironment();
  expect(path.join(ELECTRON_OVERRIDE_DIST_PATH, 'electron')).toBe(ELECTRON_EXEC_PATH);
  await expect(access(ELECTRON_EXEC_PATH, constants.X_OK)).resolves.toBeUndefined();
});
