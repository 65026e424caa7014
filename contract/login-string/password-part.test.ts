import { describe, expect, it } from 'vitest';
import { hasPassword, isLoginOf, passwordIn, withPassword } from './password-part.ts';

describe('the password of a login string', () => {
  it.each([
    [0, '12345;xxyyzz;52513;pm2c', 'xxyyzz', '12345;;52513;pm2c'],
    [1, 'xxyyzz;52513', 'xxyyzz', ';52513'],
    [2, '52513;p', '', '52513;p'],
    [5, 'Inés Duarte;xxyyzz;52513', 'xxyyzz', 'Inés Duarte;;52513'],
    [0, '12345', '', '12345'],
  ] as const)('of type %i, %s, is %j, and is taken out and put back', (type, text, password, without) => {
    expect(passwordIn(text, type)).toBe(password);
    expect(withPassword(text, type, '')).toBe(without);
    expect(withPassword(without, type, password)).toBe(text);
  });

  it('is in strings of every type but 2', () => {
    expect(([0, 1, 2, 5] as const).filter(hasPassword)).toEqual([0, 1, 5]);
  });
});

describe('a remembered login', () => {
  const billing = { name: 'Billing', agentLoginType: 0 } as const;
  const remembered = { profile: 'Billing', agentLoginType: 0, loginString: '12345;;52513;p' } as const;

  it.each([
    ['at another device', billing, '12345;;52599', true],
    ['with a password typed', billing, '12345;abc;52513', true],
    ['of another agent', billing, '12346;;52513;p', false],
    ['unfinished', billing, '1234', false],
    ['of another profile', { ...billing, name: 'Sales' }, '12345;;52513;p', false],
    ['of a profile whose strings are others now', { ...billing, agentLoginType: 1 }, ';52513', false],
  ] as const)('%s', (_, profile, text, is) => {
    expect(isLoginOf(remembered, profile, text)).toBe(is);
  });

  it('of the system’s user is his, whatever stands in the string', () => {
    const his = { profile: 'Billing', agentLoginType: 1, loginString: ';52513' } as const;
    expect(isLoginOf(his, { ...billing, agentLoginType: 1 }, ';52599;p')).toBe(true);
  });
});
