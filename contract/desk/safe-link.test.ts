import { expect, test } from 'vitest';
import { linkTarget, safeLink } from './safe-link.ts';

test.each([
  ['https://energy.example/a?b=c#d', 'https://energy.example/a?b=c#d', 'energy.example'],
  ['http://10.0.0.1:8080/x', 'http://10.0.0.1:8080/x', '10.0.0.1:8080'],
  ['mailto:a@energy.example', 'mailto:a@energy.example', 'a@energy.example'],
  ['https://bücher.example', 'https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
])('%s is opened, and leads where it says', (text, href, target) => {
  expect(safeLink(text)).toBe(href);
  expect(linkTarget(href)).toBe(target);
});

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,<b>',
  'file:///etc/passwd',
  'ms-settings:privacy',
  'https://bank.example@elsewhere.example/',
  'https://',
  'energy.example',
])('%s opens nothing', (text) => {
  expect(safeLink(text)).toBeNull();
});
