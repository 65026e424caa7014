import { expect, test } from 'vitest';
import { causeOfError } from './handshake-cause.ts';

function errorWith(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ['ECONNREFUSED', { type: 'refused' }],
  ['ETIMEDOUT', { type: 'timed-out', stage: 'connecting', afterMs: 3_000 }],
  ['ENOTFOUND', { type: 'name-not-found', host: 'cti-a', code: 'ENOTFOUND' }],
  ['EAI_AGAIN', { type: 'name-not-found', host: 'cti-a', code: 'EAI_AGAIN' }],
  ['EHOSTUNREACH', { type: 'unreachable', code: 'EHOSTUNREACH' }],
  ['ENETUNREACH', { type: 'unreachable', code: 'ENETUNREACH' }],
  ['EACCES', { type: 'unreachable', code: 'EACCES' }],
  ['ECONNRESET', { type: 'reset', code: 'ECONNRESET' }],
  ['EPIPE', { type: 'reset', code: 'EPIPE' }],
])('%s', (code, cause) => {
  expect(causeOfError(errorWith(code), 'cti-a', 3_000)).toEqual(cause);
});

test('a host with several addresses fails as its first one did', () => {
  const both = new AggregateError([errorWith('ECONNREFUSED'), errorWith('ENETUNREACH')]);
  expect(causeOfError(both, 'localhost', 3_000)).toEqual({ type: 'refused' });
});

test('an error without a code is told by its message, cut short', () => {
  expect(causeOfError(new Error('x'.repeat(500)), 'cti-a', 3_000)).toEqual({
    type: 'unreachable',
    code: 'x'.repeat(100),
  });
});
