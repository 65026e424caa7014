import { beforeEach, expect, test } from 'vitest';
import { setConfigurationServers } from './set-configuration-servers.ts';
import { type SettingsUnderTest, settingsUnderTest } from './testing/settings-under-test.ts';

let desk: SettingsUnderTest;
beforeEach(async () => {
  desk = await settingsUnderTest();
});

test('what the app is started with takes the place of the user’s addresses; a blank one leaves none', async () => {
  const { settings } = desk.open();
  settings.set({ 'configurationServers.a': 'old-a:1', 'configurationServers.b': 'old-b:1' });
  setConfigurationServers(settings, { a: ' ', b: 'new-b:1' }, desk.log);
  expect(await desk.onDisk()).toEqual({ configurationServers: { b: 'new-b:1' } });
  expect(settings.resolved().settings['configurationServers.a'].source).toBe('default');
  expect(desk.log.lines).toEqual([]);
});
