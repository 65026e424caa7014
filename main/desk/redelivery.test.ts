import { describe, expect, it } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const connected = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const established = phoneCallSnapshot({ phase: 'established' });

function registration(state: 'registering' | 'registered'): PhoneEvent {
  const side = { state: 'in-use', error: null } as const;
  const sides = { A: side, B: { ...side, state: 'standby' } } as const;
  return { type: 'registration', state, sides, inUse: 'A', status: 'up', misconfigured: null, error: null };
}

const talking = (phone = established): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .phone(registration('registered'))
    .call('Delivered', callSnapshot())
    .phone({ type: 'call', call: phone })
    .call('Established', connected)
    .agent({ state: 'Talking', next: { state: 'WrapUp' } });

const lost = (desk: DrivenDesk): DrivenDesk => desk.phone({ type: 'ready' });
const back = (desk: DrivenDesk): DrivenDesk => desk.phone(registration('registered'));
const pause = (desk: DrivenDesk, attempt: number): DrivenDesk =>
  desk.put({ type: 'soundAwaited', callId: 'call-1', attempt, wait: 'pause' });
const returns = ({ view }: DrivenDesk): boolean | undefined => voiceSessions(view.sessions)[0]?.soundReturns;
const banner = ({ view }: DrivenDesk): string | undefined =>
  view.banners.find(({ id }) => id === 'phone')?.text;

describe('a call that the phone has lost', () => {
  it('is asked for once, when the phone that began anew is registered', () => {
    const desk = lost(talking());
    expect(desk.sent()).toEqual([]);
    expect(desk.view.phone.registration).toBe('registering');
    expect(banner(desk)).toBe(
      'The phone had to be started again, and the sound of your call is gone. Getting it back.',
    );
    expect(returns(desk)).toBe(true);
    expect(back(desk).sent()).toEqual(['RedeliverCallRequest']);
    expect(returns(desk)).toBe(true);
    expect(back(desk).sent()).toEqual([]);
  });

  it('is told of as back when it is up, and not before', () => {
    const desk = back(lost(talking()));
    const id = desk.idOf('RedeliverCallRequest');
    desk
      .cti({ type: 'RequestConf', id })
      .phone({ type: 'call', call: { ...established, phase: 'connecting' } });
    expect(returns(desk)).toBe(false);
    expect(banner(desk)).toContain('Getting it back');
    desk.phone({ type: 'call', call: established });
    expect(banner(desk)).toMatch(/^The sound of your call with .* is back\.$/);
    expect(voiceSessions(desk.view.sessions)[0]?.phase).toBe('talking');
  });

  it('comes back muted where it was', () => {
    const desk = back(lost(talking({ ...established, muted: true })));
    desk.phone({ type: 'call', call: { ...established, phase: 'connecting' } });
    expect(desk.effects('phone')).toMatchObject([
      { command: { type: 'mute', callId: 'call-1', muted: true } },
    ]);
    expect(desk.phone({ type: 'call', call: established }).effects('phone')).toEqual([]);
  });

  it('is asked for again after 1, 4 and 15 s, and then given up, which the desk says', () => {
    const desk = back(lost(talking()));
    for (const [attempt, ms] of [
      [1, 1_000],
      [2, 4_000],
      [3, 15_000],
    ] as const) {
      desk.call('Failed', connected);
      expect(desk.effects('awaitSound')).toEqual([
        { type: 'awaitSound', callId: 'call-1', attempt, wait: 'pause', ms },
      ]);
      expect(pause(desk, attempt).sent()).toEqual(['RedeliverCallRequest']);
    }
    desk.call('Failed', connected);
    expect(desk.effects('awaitSound')).toEqual([]);
    expect(returns(desk)).toBe(false);
    expect(banner(desk)).toContain('could not be brought back');
  });

  it('is asked for again where it was refused, and where nothing comes within 10 s', () => {
    const desk = back(lost(talking()));
    const id = desk.idOf('RedeliverCallRequest');
    desk.cti({ type: 'FailureConf', id, code: 'phoneNotRegistered', message: 'No phone' });
    expect(desk.effects('awaitSound')).toMatchObject([{ wait: 'pause', ms: 1_000 }]);
    pause(desk, 1);
    desk.put({ type: 'soundAwaited', callId: 'call-1', attempt: 1, wait: 'call' });
    expect(desk.last).toEqual([]);
    desk.put({ type: 'soundAwaited', callId: 'call-1', attempt: 2, wait: 'call' });
    expect(desk.effects('awaitSound')).toMatchObject([{ attempt: 2, wait: 'pause', ms: 4_000 }]);
  });

  it('that another phone of the device has is shown so, and asked for after 5 s and then every 15 s until it is over', () => {
    const desk = back(lost(talking()));
    const id = desk.idOf('RedeliverCallRequest');
    desk.cti({ type: 'FailureConf', id, code: 'callAtAnotherPhone', message: 'Another phone has it' });
    expect(returns(desk)).toBe(false);
    for (const attempt of [1, 2, 3, 4, 5]) {
      const ms = attempt === 1 ? 5_000 : 15_000;
      expect(desk.effects('awaitSound')).toMatchObject([{ attempt, wait: 'pause', ms }]);
      expect(pause(desk, attempt).sent()).toEqual(['RedeliverCallRequest']);
      expect(returns(desk)).toBe(false);
      desk.cti({
        type: 'CallEvent',
        time: desk.now,
        event: 'Failed',
        call: connected,
        cause: 'callAtAnotherPhone',
      });
      expect(returns(desk)).toBe(false);
    }
    desk.call('End', callSnapshot({ ...connected, connection: 'Cleared', endedAt: 99_000 }));
    expect(pause(desk, 6).last).toEqual([]);
  });

  it('is asked for anew by the next life of the phone, whatever came of the last', () => {
    const desk = back(lost(talking()));
    expect(back(lost(desk)).sent()).toEqual(['RedeliverCallRequest']);
    expect(desk.effects('awaitSound')).toMatchObject([{ attempt: 1, wait: 'call' }]);
  });

  it('waits for CTI, and is asked for when that is whole; what was asked is asked again under its id', () => {
    const desk = lost(talking()).ctiLost();
    expect(back(desk).sent()).toEqual([]);
    const whole = (): DrivenDesk =>
      desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([connected], { state: 'Talking' });
    const id = whole().idOf('RedeliverCallRequest');
    desk.ctiLost();
    expect(whole().idOf('RedeliverCallRequest')).toBe(id);
  });

  it('that the desk finds at its login is asked for too', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch();
    desk.snapshots([connected], { state: 'Talking' });
    expect(desk.sent()).not.toContain('RedeliverCallRequest');
    expect(back(desk).sent()).toEqual(['RedeliverCallRequest']);
  });

  it('is forgotten when it is over', () => {
    const desk = back(lost(talking({ ...established, muted: true })));
    desk.call('End', callSnapshot({ ...connected, connection: 'Cleared', endedAt: 99_000 }));
    expect(desk.model).toMatchObject({ redeliveries: {}, mutedWhenLost: [] });
    expect(pause(desk, 1).last).toEqual([]);
  });
});

describe('nothing is asked for', () => {
  it('where the phone has ended the call, which the switch has not told yet', () => {
    const desk = talking().phone({ type: 'callEnded', callId: 'call-1', cause: 'Released' });
    expect(desk.sent()).toEqual([]);
    expect(back(desk).sent()).toEqual([]);
  });

  it('while the call rings: the switch offers it again by itself', () => {
    const desk = new DrivenDesk()
      .loggedIn()
      .phone(registration('registered'))
      .call('Delivered', callSnapshot());
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    expect(back(lost(desk)).sent()).toEqual([]);
    expect(banner(desk)).toBeUndefined();
  });

  it('by a desk with a phone beside it', () => {
    const desk = new DrivenDesk('hardphone').loggedIn().call('Established', connected);
    expect(desk.sent()).toEqual([]);
  });
});
