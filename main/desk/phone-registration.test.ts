import { describe, expect, it } from 'vitest';
import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import { desktopSettings } from '../../contract/configuration/desktop-settings.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { configuration } from './testing/samples.ts';

/** The cluster changes its desktop settings. */
function settingsChange(desk: DrivenDesk, part: Partial<DesktopSettings>): DrivenDesk {
  const changed = { ...configuration, desktop: { ...configuration.desktop, ...part } };
  const message = { type: 'GlobalSettingsChangedEvent', time: desk.now, configuration: changed } as const;
  return desk.put({ type: 'configuration', event: { type: 'message', side: 'A', message } });
}

const registered = ({ last }: DrivenDesk): readonly object[] =>
  last.flatMap((effect) =>
    effect.type === 'phone' && effect.command.type === 'register' ? [effect.command] : [],
  );

describe('the limits of a call without sound', () => {
  it('are the cluster’s when the phone registers', () => {
    const desk = settingsChange(new DrivenDesk(), { silenceWarnMs: 8_000, silenceEndMs: 0 });
    desk.logIn().licence().ctiUp().systemIs().agentStateAtSwitch().agent({});
    desk.cti({
      type: 'SnapshotDeviceConf',
      time: desk.now,
      device: '52513',
      sip: { user: '52513', password: 'sip-secret' },
      callIds: [],
    });
    expect(registered(desk)).toMatchObject([{ silenceWarnMs: 8_000, silenceEndMs: 0 }]);
  });

  it('are the phone’s own where the cluster says nothing', () => {
    const desk = new DrivenDesk().loggedIn().phone({ type: 'ready' });
    expect(registered(desk)).toHaveLength(1);
    expect(registered(desk)[0]).not.toHaveProperty('silenceWarnMs');
  });

  it('that the cluster changes are told to a phone that is registered, and to no other', () => {
    const desk = settingsChange(new DrivenDesk().loggedIn(), { silenceEndMs: 45_000 });
    expect(registered(desk)).toMatchObject([{ silenceEndMs: 45_000 }]);
    expect(registered(settingsChange(desk, { silenceEndMs: 45_000 }))).toEqual([]);
    expect(registered(settingsChange(new DrivenDesk(), { silenceEndMs: 45_000 }))).toEqual([]);
  });

  it.each([1_999, 3_600_001, 2_000.5, -1, '5 s'])('are not %s', (silenceWarnMs) => {
    expect(desktopSettings.safeParse({ ...configuration.desktop, silenceWarnMs }).success).toBe(false);
    expect(desktopSettings.safeParse({ ...configuration.desktop, silenceWarnMs: 0 }).success).toBe(true);
  });
});
