import { describe, expect, it } from 'vitest';
import type { Call } from '../../contract/cti/call.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const connected = { connection: 'Connected', answeredAt: 5_000 } as const;
const established = { type: 'call', call: phoneCallSnapshot({ phase: 'established' }) } as const;
const end = callSnapshot({
  ...connected,
  connection: 'Cleared',
  endedAt: 99_000,
  end: { cause: 'released-by-far-end', message: 'Caller rang off' },
});

const talking = (): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .call('Delivered', callSnapshot())
    .phone(established)
    .call('Established', callSnapshot(connected))
    .agent({ state: 'Talking', next: { state: 'WrapUp' } });

/** The CTI server is lost and there again, and the switch has these calls. */
const backWith = (desk: DrivenDesk, calls: readonly Call[]): DrivenDesk =>
  desk.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots(calls, { state: 'Talking' });

const look = (desk: DrivenDesk): DrivenDesk => desk.after(1_500).put({ type: 'ghostLook', callId: 'call-1' });

const released = [{ type: 'phone', command: { type: 'release', callId: 'call-1' } }];
const toBeLookedAt = [{ type: 'lookForGhost', callId: 'call-1', ms: 1_500 }];
const phase = ({ view }: DrivenDesk): string | undefined =>
  voiceSessions(view.sessions).find(({ id }) => id === 'call-1')?.phase;

describe('a call that the switch has ended', () => {
  it('is released at a phone that still has it after 1.5 s, and the log says so', () => {
    const desk = talking().call('End', end);
    expect(desk.effects('lookForGhost')).toEqual(toBeLookedAt);
    expect(desk.effects('phone')).toEqual([]);
    look(desk);
    expect(desk.effects('phone')).toEqual(released);
    expect(desk.effects('log')).toMatchObject([
      { level: 'warn', sentence: expect.stringMatching(/^The phone still had call call-1 1\.5 s after/) },
    ]);
  });

  it('and that the phone has heard the end of is left alone', () => {
    const desk = talking().call('End', end);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'The far end hung up' });
    expect(look(desk).last).toEqual([]);
  });

  it('and that it offers again is left alone', () => {
    const desk = talking().call('End', end).call('Delivered', callSnapshot());
    expect(look(desk).last).toEqual([]);
  });

  it('whose release comes when the phone has ended it already is no trouble', () => {
    const desk = look(talking().call('End', end));
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'The far end hung up' });
    desk.phone({
      type: 'refused',
      callId: 'call-1',
      command: 'release',
      message: 'The phone has no call call-1.',
    });
    expect(desk.view.banners).toEqual([]);
  });
});

describe('a call that the snapshot after a lost server no longer has', () => {
  it('is over, and released at a phone that still has it after 1.5 s', () => {
    const desk = backWith(talking(), []);
    expect(desk.effects('lookForGhost')).toEqual(toBeLookedAt);
    expect(phase(desk)).toBe('talking');
    look(desk);
    expect(desk.effects('phone')).toEqual(released);
    expect(phase(desk)).toBe('ended');
  });

  it('is over where the phone has ended it by itself meanwhile', () => {
    const desk = backWith(talking(), []);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'The call was not offered again' });
    look(desk);
    expect(desk.effects('phone')).toEqual([]);
    expect(phase(desk)).toBe('ended');
  });

  it('goes on where the switch tells of it after all', () => {
    const desk = backWith(talking(), []).call('DataUpdate', callSnapshot(connected));
    expect(look(desk).last).toEqual([]);
    expect(phase(desk)).toBe('talking');
  });

  it('goes on while nobody knows, when the server is lost again', () => {
    const desk = look(backWith(talking(), []).ctiLost());
    expect(desk.last).toEqual([]);
    expect(phase(desk)).toBe('talking');
  });

  it('is the phone’s own where the switch never told of it', () => {
    const alone = new DrivenDesk().loggedIn().ctiLost().phone(established);
    expect(look(backWith(alone, [])).last).toEqual([]);
    expect(phase(alone)).toBe('talking');
  });
});

describe('a call that the phone has ended', () => {
  it('stays as the switch says until the switch has ended it', () => {
    const desk = talking().phone({ type: 'callEnded', callId: 'call-1', cause: 'Released' });
    expect(phase(desk)).toBe('talking');
    desk.call('End', end);
    expect(desk.effects('lookForGhost')).toEqual([]);
    expect(phase(desk)).toBe('ended');
  });

  it('while no CTI server listened is up again where the switch says so', () => {
    const desk = talking().ctiLost().phone({ type: 'callEnded', callId: 'call-1', cause: 'Released' });
    expect(phase(desk)).toBe('ended');
    desk
      .ctiUp()
      .systemIs()
      .agentStateAtSwitch()
      .snapshots([callSnapshot(connected)], { state: 'Talking' });
    expect(phase(desk)).toBe('talking');
    desk.call('End', end);
    expect(phase(desk)).toBe('ended');
  });

  it('and that nobody knew but the phone is not looked for there', () => {
    const desk = new DrivenDesk().loggedIn().ctiLost().phone(established);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Released' });
    expect(desk.effects('lookForGhost')).toEqual([]);
    expect(desk.model.endedAtSwitch).toEqual([]);
  });
});
