import { describe, expect, test } from 'vitest';
import { isMarked, isMarkWhole, markedLogin, passwordMark, withoutMark } from './password-mark.ts';

const remembered = { profile: 'Billing', agentLoginType: 0, loginString: '12345;;52513;pm2c' } as const;
const shown = `12345;${passwordMark};52513;pm2c`;

describe('the dots of a remembered password', () => {
  test('stand in its place, and tell nothing of its length', () => {
    expect(markedLogin(remembered)).toBe(shown);
    expect(isMarkWhole(shown, 0)).toBe(true);
    expect(markedLogin({ ...remembered, agentLoginType: 1, loginString: ';52513' })).toBe(
      `${passwordMark};52513`,
    );
  });

  test.each([
    ['a letter is typed in them', '12345;••••x••••;52513', 11, '12345;x;52513', 7],
    ['one is deleted', '12345;•••••••;52513', 13, '12345;;52513', 6],
    ['the semicolon before them is deleted', `12345${passwordMark};52513`, 5, '12345;52513', 5],
    ['the agent is another', `12346;${passwordMark};52513`, 5, '12346;;52513', 5],
  ])('go where %s', (_, text, caret, left, then) => {
    expect(isMarkWhole(text, 0) && text.startsWith('12345;')).toBe(false);
    expect(withoutMark(text, caret)).toEqual({ text: left, caret: then });
  });

  test('are told from a password that is typed', () => {
    expect(isMarked('12345;xxyyzz;52513')).toBe(false);
    expect(isMarkWhole('12345;••••••••x;52513', 0)).toBe(false);
  });
});
