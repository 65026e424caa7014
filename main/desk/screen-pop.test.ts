import { describe, expect, it } from 'vitest';
import { screenPopUrl } from './screen-pop.ts';

const settings = { template: 'https://crm.example/customers/{account}?q={name}', schemes: ['https'] };

describe('a screen pop', () => {
  it('puts the call variables into the template, encoded', () => {
    expect(screenPopUrl(settings, { account: '4410 2289', name: 'a&b=c' })).toBe(
      'https://crm.example/customers/4410%202289?q=a%26b%3Dc',
    );
  });

  it('opens nothing while a variable is missing', () => {
    expect(screenPopUrl(settings, { account: '1' })).toBeNull();
    expect(screenPopUrl(settings, { account: '1', name: '' })).toBeNull();
  });

  it('never opens a scheme that the settings do not name', () => {
    expect(
      screenPopUrl({ template: '{url}', schemes: ['https'] }, { url: 'javascript:alert(1)' }),
    ).toBeNull();
    expect(screenPopUrl({ template: 'file:///{x}', schemes: ['https'] }, { x: 'etc' })).toBeNull();
  });

  it('takes no variable from the object itself', () => {
    expect(screenPopUrl({ template: 'https://x/{constructor}', schemes: ['https'] }, {})).toBeNull();
  });
});
