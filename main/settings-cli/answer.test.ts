import { expect, test } from 'vitest';
import { version } from '../version.ts';
import { answer } from './answer.ts';

const broken = async (): Promise<never> => {
  throw new Error('the registry is on fire');
};

test('a fault of the program ends with an exit code and a sentence, and JSON where it was asked for', async () => {
  const sentence = expect.stringContaining('The command get was broken off');
  expect(await answer(['get'], broken)).toEqual({ exit: 4, stdout: '', stderr: sentence });
  const { exit, stdout, stderr } = await answer(['get', '--json'], broken);
  expect(exit).toBe(4);
  expect(stderr).toContain('the registry is on fire');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(JSON.parse(String(stdout))).toEqual({ command: 'get', exit: 4, errors: [sentence] });
});

test('its version and its help need nothing of the computer', async () => {
  const stdout = `switchhook-settings ${version}\n`;
  expect(await answer(['--version'], broken)).toEqual({ exit: 0, stdout, stderr: '' });
  expect(await answer(['help', 'set'], broken)).toEqual(await answer(['set', '--help'], broken));
});
