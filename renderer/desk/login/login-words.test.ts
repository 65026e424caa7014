import { expect, test } from 'vitest';
import { loginParts } from '../../../contract/login-string/login-parts.ts';
import { parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import {
  changedString,
  partAt,
  partRange,
  partsSentence,
  partText,
  placeholderOf,
  remedyWords,
  shownFailure,
} from './login-words.ts';

const failureOf = (text: string) => {
  const parsed = parseLoginString(text, 0);
  return parsed.ok ? null : parsed.error;
};

test('unfinished parts are no errors until Log in is pressed or the field is left', () => {
  expect(shownFailure(failureOf('12345;secret'), false)).toBeNull();
  expect(shownFailure(failureOf('12345;secret'), true)?.part).toBe('device');
  expect(shownFailure(failureOf('12345;secret;52513;x'), false)?.part).toBe('media');
});

test('the caret is in the part around it', () => {
  const parts = loginParts('12345;secret;52513', 0);
  expect([0, 5, 6, 12, 13, 18].map((caret) => partAt(parts, caret))).toEqual([
    'agent',
    'agent',
    'password',
    'password',
    'device',
    'device',
  ]);
});

test('“use another device” finds the device, or where it would begin', () => {
  expect(partRange('12345;secret;52513;p', 0, 'device')).toMatchObject({ start: 13, end: 18 });
  expect(partRange('12345', 0, 'device')).toEqual({ start: 5, end: 5 });
});

test('a changed login string is whole, or its media alone', () => {
  expect(changedString('1;a;2;pm4c', 0, 'pm2c')).toBe('1;a;2;pm2c');
  expect(changedString('1;a;2', 0, 'p')).toBe('1;a;2;p');
  expect(changedString('1;a;2', 0, '1;a;3;p')).toBe('1;a;3;p');
});

test('no remedy shows the password', () => {
  const error = { code: 'x', title: '', message: '', details: {}, remedies: [], part: 'device' as const };
  const device = partText('12345;secret;52513', 0, 'device');
  expect(remedyWords({ action: 'try-again' }, error, device)).toBe('Try 52513 again');
  expect(remedyWords({ action: 'change-login-string', to: '12345;secret;52513;p' }, error, device)).toBe(
    'Change to p',
  );
});

test('the parts are named as the profile’s strings have them', () => {
  expect(placeholderOf(1)).toBe('password;device');
  expect(partsSentence(0)).toBe('Agent ID, password, device and media, with semicolons between them');
  expect(partsSentence(2)).toBe('Device and media, with semicolons between them');
});
