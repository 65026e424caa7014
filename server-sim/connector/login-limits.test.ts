import { describe, expect, it } from 'vitest';
import { parseLoginString } from '../../contract/login-string/parse-login-string.ts';
import { channelsAsked, totalSessions } from '../../contract/sessions/channel-sessions.ts';
import { readConnectorSettings } from './connector-settings.ts';
import { limitExceeded } from './login-limits.ts';

const { settings } = readConnectorSettings(
  'connector.ini',
  '[CONFIG]\nAppItemMaxSession=6\nAppActionRoutingMaxSession=2\nAppChatMaxSession=1',
);

function login(media: string) {
  const read = parseLoginString(`12345;xxyyzz;52513${media}`, 0);
  if (!read.ok) throw new Error(read.error.title);
  return channelsAsked(read.value.media, settings.defaults);
}

describe('a login at the seed’s example of 6, 2 and 1', () => {
  it.each(['', ';p', ';pm2c', ';pmc', ';m2', ';c', ';m2c'])('with %s is within every limit', (media) => {
    expect(limitExceeded(login(media), settings)).toBeNull();
  });

  it.each([
    [';pm3c', { limit: 'AppActionRoutingMaxSession', most: 2, asked: 3 }],
    [';pmc2', { limit: 'AppChatMaxSession', most: 1, asked: 2 }],
    [';m6', { limit: 'AppActionRoutingMaxSession', most: 2, asked: 6 }],
  ])('with %s is blocked by its limit', (media, exceeded) => {
    expect(limitExceeded(login(media), settings)).toEqual(exceeded);
  });

  it('is blocked by the sum, buffer sessions counted in', () => {
    const five = readConnectorSettings('connector.ini', '[CONFIG]\nAppActionRoutingMaxSession=2').settings;
    expect(totalSessions(login(';pm2c'))).toBe(6);
    expect(limitExceeded(login(';pm2c'), five)).toEqual({ limit: 'AppItemMaxSession', most: 5, asked: 6 });
  });
});
