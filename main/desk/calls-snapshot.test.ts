import { describe, expect, it } from 'vitest';
import type { Call } from '../../contract/cti/call.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot } from './testing/samples.ts';

const one = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const over: Call = { ...one, connection: 'Cleared', endedAt: 6_000 };

/** It was in a call, lost its CTI server, and the next one is about to tell it everything. */
const back = (): DrivenDesk =>
  new DrivenDesk().loggedIn().call('Established', one).ctiLost().ctiUp().systemIs().agentStateAtSwitch();

const shown = ({ view }: DrivenDesk): readonly string[] =>
  voiceSessions(view.sessions).map(({ id, phase }) => `${id} ${phase}`);

const said = (desk: DrivenDesk): readonly string[] =>
  desk.effects('log').map((effect) => ('sentence' in effect ? String(effect.sentence) : ''));

const asked = (desk: DrivenDesk): readonly unknown[] =>
  desk.effects('sendCti').map((effect) => ('request' in effect ? effect.request : effect));

describe('a snapshot that contradicts itself', () => {
  it.each([
    ['tells a call twice', [one, over], ['call-1'], /SnapshotCallsConf tells call call-1 more than once/],
    ['tells a call that its device does not have', [one], [], /tells call call-1, which SnapshotDeviceConf/],
    ['leaves a call of its device out', [], ['call-1'], /has call call-1 on the device, which SnapshotCalls/],
  ])(
    'and %s is logged and asked for once more: nothing is made of it',
    (_what, calls, onDevice, sentence) => {
      const desk = back().snapshots(calls, {}, onDevice);
      expect(said(desk)).toEqual([expect.stringMatching(sentence)]);
      expect(said(desk)[0]).toContain('asked for once more');
      expect(asked(desk)).toMatchObject([{ type: 'SetSessionMode' }]);
      expect(shown(desk)).toEqual(['call-1 talking']);
    },
  );

  it.each([
    ['a call twice', [over, one], ['call-1'], ['call-1 talking']],
    ['a call that its device does not have', [one], [], ['call-1 talking']],
    ['no call, and its device has one', [], ['call-1'], []],
  ])('again, with %s: its calls count', (_what, calls, onDevice, sessions) => {
    const desk = back().snapshots(calls, {}, onDevice);
    desk.systemIs().agentStateAtSwitch().snapshots(calls, {}, onDevice);
    expect(said(desk)[0]).toContain('its calls count');
    expect(asked(desk)).toEqual([]);
    expect(shown(desk)).toEqual(sessions);
  });

  it('is forgotten with one that does not: the next is asked for once more again', () => {
    const desk = back().snapshots([one], {}, []);
    desk.systemIs().agentStateAtSwitch().snapshots([one]);
    expect(said(desk)).toEqual([]);
    desk.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots([one], {}, []);
    expect(asked(desk)).toMatchObject([{ type: 'SetSessionMode' }]);
  });

  it('and comes at a login does not end it', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch();
    desk.snapshots([one], {}, []);
    expect(desk.view.login.phase).toBe('logging-in');
    desk.systemIs().agentStateAtSwitch().snapshots([one]);
    expect(desk.view.login.phase).toBe('logged-in');
    expect(shown(desk)).toEqual(['call-1 talking']);
  });
});
