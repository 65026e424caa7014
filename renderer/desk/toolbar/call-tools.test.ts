import { expect, test } from 'vitest';
import { enablementMask } from '../../../contract/cti/enablement.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import {
  consulting,
  lost,
  ringing,
  soundElsewhere,
  talking,
  talkingSession,
  wrapUp,
} from '../fixtures/calls.ts';
import { agent, notReady, ready } from '../fixtures/desk-states.ts';
import { callTools } from './call-tools.ts';
import { toolOrder } from './tool.ts';

const tools = (desk: DeskState) => toolOrder.map((place) => callTools(desk)[place]);
const words = (desk: DeskState) => tools(desk).map(({ word }) => word);
const usable = (desk: DeskState) =>
  tools(desk)
    .filter(({ off }) => off === null)
    .map(({ word }) => word);

test('without a call there is only Dial, and only where the mask allows it', () => {
  expect(usable(notReady)).toEqual(['Dial']);
  expect(usable(ready)).toEqual([]);
  expect(callTools(ready).keypad.off).toBe('Go Not Ready to dial');
  expect(usable(wrapUp)).toEqual([]);
});

test('a phone that is not connected is the reason why Dial and Consult are off', () => {
  const phone = { registration: 'failed', error: 'No SIP server answers.' } as const;
  const idle = { ...notReady, phone, agent: { ...agent, enablement: 0 } };
  expect(callTools(idle).keypad.off).toBe('Your phone is not connected');
  const call = { ...talkingSession.call, enablement: enablementMask(['release', 'hold', 'blindTransfer']) };
  const inCall = { ...talking, phone, sessions: [{ ...talkingSession, call }] };
  expect(callTools(inCall).consult.off).toBe('Your phone is not connected');
  expect(callTools(inCall).first.off).toBeNull();
});

test('a ringing call may be answered and rejected', () => {
  expect(usable(ringing)).toEqual(['Answer', 'Reject']);
  expect(callTools(ringing).first.action).toEqual({
    do: 'command',
    command: { type: 'answer', callId: 'call-2' },
  });
});

test('a call without a tab is not rejected: it rings on', () => {
  const sessions = voiceSessions(ringing.sessions).map((session) => ({
    ...session,
    place: 'toolbar' as const,
  }));
  expect(usable({ ...ringing, sessions })).toEqual(['Answer']);
  expect(callTools({ ...ringing, sessions }).release).toMatchObject({
    word: 'Reject',
    off: expect.stringContaining('It has no session'),
  });
});

test('a cluster without Reject leaves its place empty and says why', () => {
  const { configuration } = ringing;
  if (configuration.status === 'none') throw new Error('the fixture has a configuration');
  const noReject = { ...configuration, desktop: { ...configuration.desktop, rejectVoice: false } };
  const offered = callTools({ ...ringing, configuration: noReject });
  expect(offered.release).toMatchObject({
    word: 'Release',
    off: 'The call goes back to the queue by itself',
  });
});

test('a call that is up has every button', () => {
  const all = ['Hold', 'Mute', 'Keypad', 'Consult', 'Transfer', 'Conference', 'Release'];
  expect(words(talking)).toEqual(all);
  expect(usable(talking)).toEqual(all);
});

test('with every CTI server down the phone’s buttons work on, and the others say why they do not', () => {
  expect(usable(lost)).toEqual(['Hold', 'Mute', 'Keypad', 'Release']);
  expect(callTools(lost).transfer.off).toBe('CTI does not answer');
});

test('a phone on the desk is controlled by CTI alone', () => {
  const session = {
    ...talkingSession,
    phone: null,
    call: { ...talkingSession.call, enablement: enablementMask(['release', 'hold']) },
  };
  const desk: DeskState = {
    ...talking,
    phone: { registration: 'none', error: null },
    sessions: [session],
  };
  expect(usable(desk)).toEqual(['Hold', 'Release']);
  expect(callTools(desk).mute.off).toBe('Mute on the phone itself');
  expect(usable({ ...desk, agent: { ...agent, state: 'Talking', known: 'lost' } })).toEqual([]);
});

test('a call whose sound is at another phone can be released and transferred; the rest says where the sound is not', () => {
  const why = 'The sound of this call is not at this phone';
  expect(usable(soundElsewhere)).toEqual(['Consult', 'Transfer', 'Release']);
  const { first, mute, keypad, conference } = callTools(soundElsewhere);
  expect([first, mute, keypad, conference].map(({ off }) => off)).toEqual([why, why, why, why]);
  const held = voiceSessions(soundElsewhere.sessions).map((session) => ({
    ...session,
    phase: 'held' as const,
  }));
  expect(callTools({ ...soundElsewhere, sessions: held }).first).toMatchObject({
    word: 'Retrieve',
    off: why,
  });
  const pair = consulting.sessions.map((session) => ({ ...session, phone: null }));
  expect(usable({ ...consulting, sessions: pair })).toEqual(['Cancel', 'Complete', 'Release']);
});

test('a call that has not come to the phone yet says that it is not up, and may be answered', () => {
  const dialling = { ...talkingSession, phone: null, phase: 'dialling' as const };
  const { first, mute } = callTools({ ...talking, sessions: [dialling] });
  expect([first.off, mute.off]).toEqual(['The call is not up yet', 'The call is not up yet']);
  const offered = ringing.sessions.map((session) => ({ ...session, phone: null }));
  expect(usable({ ...ringing, sessions: offered })).toEqual(['Answer', 'Reject']);
});

test('hold and mute show what the phone itself says, whatever the switch last said', () => {
  const { phone } = talkingSession;
  if (!phone) throw new Error('the fixture has a phone');
  const held = {
    ...talking,
    sessions: [{ ...talkingSession, phone: { ...phone, held: true, muted: true } }],
  };
  const shown = callTools(held);
  expect(shown.first).toMatchObject({ word: 'Retrieve', pressed: true, off: null });
  expect(shown.mute).toMatchObject({ word: 'Unmute', pressed: true });
  expect(shown.mute.action).toMatchObject({ command: { muted: false } });
});

test('a far end that takes no telephone-events has its keypad: digits go by INFO then', () => {
  const { phone } = talkingSession;
  if (!phone) throw new Error('the fixture has a phone');
  const desk = { ...talking, sessions: [{ ...talkingSession, phone: { ...phone, takesDigits: false } }] };
  expect(callTools(desk).keypad.off).toBeNull();
});

test('a consultation ends by the same places, all about the first call', () => {
  expect(words(consulting)).toEqual([
    'Alternate',
    'Mute',
    'Keypad',
    'Cancel',
    'Complete',
    'Conference',
    'Release',
  ]);
  const { transfer, consult, conference, first, release } = callTools(consulting);
  const commands = [first, consult, transfer, conference].map(({ action }) => action);
  expect(commands.map((action) => action.do === 'command' && action.command)).toEqual([
    { type: 'alternate', callId: 'call-1' },
    { type: 'cancelConsult', callId: 'call-1' },
    { type: 'completeTransfer', callId: 'call-1' },
    { type: 'completeConference', callId: 'call-1' },
  ]);
  expect(release.action).toMatchObject({ command: { callId: 'call-3' } });
});
