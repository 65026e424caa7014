import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textParts } from './text-parts.ts';

const links = (text: string) =>
  textParts(text).flatMap(({ text: part, href }) => (href === null ? [] : [part]));

test.each([
  ['See https://energy.example/move?id=7.', ['https://energy.example/move?id=7']],
  [
    '(https://energy.example/a_(b)), and http://x.example!',
    ['https://energy.example/a_(b)', 'http://x.example'],
  ],
  ['Write to mailto:help@energy.example; thanks', ['mailto:help@energy.example']],
  ['HTTPS://Energy.example', ['HTTPS://Energy.example']],
  ['javascript:alert(1) data:text/html,x ftp://x.example file:///etc', []],
  ['https://bank.example@elsewhere.example/', []],
  ['<a href="https://energy.example">x</a>', ['https://energy.example']],
  ['energy.example', []],
])('%s has the links %o', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test('whatever is written, the parts together are the message, and only safe links open', () => {
  const written = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('https://', 'mailto:', 'javascript:', '://a.example', ').', '@', ' '),
    ),
  );
  fc.assert(
    fc.property(written, (pieces) => {
      const message = pieces.join('');
      const parts = textParts(message);
      expect(parts.map(({ text }) => text).join('')).toBe(message);
      for (const { href } of parts) if (href !== null) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
    }),
  );
});
