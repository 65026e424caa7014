import { describe, expect, it } from 'vitest';
import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import { freeForOffer, tabsInUse } from './capacity.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, configuration } from './testing/samples.ts';
import { actionSample, chatSample, chats, withSessions } from './testing/session-samples.ts';

const at = (desktop: Partial<DesktopSettings> = {}): DrivenDesk =>
  new DrivenDesk()
    .configured({ ...configuration, desktop: { ...configuration.desktop, ...desktop } })
    .logIn()
    .licence()
    .ctiUp()
    .systemIs()
    .agentStateAtSwitch()
    .snapshots();

describe('an offer', () => {
  it('finds a tab until six are open, whatever their kind and however far they are', () => {
    const desk = withSessions(at(), ...chats(3), chatSample({ id: 'over', phase: 'ended' }), actionSample());
    expect(freeForOffer(desk.model)).toEqual({ room: true });
    desk.call('Delivered', callSnapshot());
    expect(tabsInUse(desk.view)).toBe(6);
    expect(freeForOffer(desk.model)).toEqual({ room: false, reason: 'A1' });
  });

  it.each([
    ['A0 where there are fewer HTTP sessions', { httpSessions: 5 }, 4, 'A0'],
    ['A1 where there are as many', { httpSessions: 7 }, 6, 'A1'],
    ['A1 where there are more', { httpSessions: 100 }, 6, 'A1'],
    ['no reason where the desk is not set to say one', { httpSessions: 5, rerouteReasons: false }, 4, null],
  ] as const)('is given back with %s', (_, desktop, most, reason) => {
    expect(freeForOffer(withSessions(at(desktop), ...chats(most - 1)).model)).toEqual({ room: true });
    expect(freeForOffer(withSessions(at(desktop), ...chats(most)).model)).toEqual({ room: false, reason });
    expect(freeForOffer(withSessions(at(desktop), ...chats(most + 1)).model)).toEqual({
      room: false,
      reason,
    });
  });

  it('counts manual sessions, and no call in the toolbar', () => {
    const desk = withSessions(at(), ...chats(5)).command({ type: 'openManualSession', title: 'Address' });
    expect(freeForOffer(desk.model)).toEqual({ room: false, reason: 'A1' });
    desk.call('Delivered', callSnapshot());
    expect(desk.view.sessions).toHaveLength(7);
    expect(tabsInUse(desk.view)).toBe(6);
  });
});
