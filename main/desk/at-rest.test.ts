import { describe, expect, it } from 'vitest';
import { isAtRest } from './at-rest.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const ended = {
  connection: 'Cleared',
  answeredAt: 5_000,
  endedAt: 99_000,
  end: { cause: 'released-by-far-end', message: 'Caller rang off' },
} as const;
const connected = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const talking = (): DrivenDesk =>
  new DrivenDesk().loggedIn().call('Established', connected).agent({ state: 'Talking' });

describe('the agent is at rest', () => {
  it.each<[string, () => DrivenDesk]>([
    ['before he logs in', () => new DrivenDesk().configured()],
    ['when he is logged in', () => new DrivenDesk().loggedIn()],
    ['when he is Ready', () => new DrivenDesk().loggedIn().agent({ state: 'Ready' })],
    [
      'after a call and its wrap-up',
      () => talking().after(1).call('End', callSnapshot(ended)).agent({ state: 'Ready' }),
    ],
  ])('%s', (_case, desk) => {
    expect(isAtRest(desk().model)).toBe(true);
  });
});

describe('the agent is not at rest', () => {
  it.each<[string, () => DrivenDesk]>([
    ['while he logs in', () => new DrivenDesk().configured().logIn()],
    ['while he logs out', () => new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: null })],
    ['in a call', talking],
    [
      'in a call that the phone alone knows',
      () => new DrivenDesk().loggedIn().phone({ type: 'call', call: phoneCallSnapshot() }),
    ],
    ['in wrap-up', () => talking().call('End', callSnapshot(ended)).agent({ state: 'WrapUp' })],
    ['when a call is reserved for him', () => new DrivenDesk().loggedIn().agent({ state: 'Reserved' })],
    [
      'when he has chosen a state',
      () => new DrivenDesk().loggedIn().command({ type: 'setState', target: { state: 'Ready' } }),
    ],
    ['when a request waits', () => new DrivenDesk().loggedIn().command({ type: 'dial', number: '7002' })],
    ['while his CTI server is lost', () => new DrivenDesk().loggedIn().ctiLost()],
    ['while the desk comes back to the switch', () => new DrivenDesk().loggedIn().ctiLost().ctiUp()],
  ])('%s', (_case, desk) => {
    expect(isAtRest(desk().model)).toBe(false);
  });
});

it('is told to the pairs when it changes, and not otherwise', () => {
  const desk = new DrivenDesk().configured();
  expect(desk.effects('tellIdle')).toEqual([]);
  expect(desk.logIn().effects('tellIdle')).toEqual([{ type: 'tellIdle', isIdle: false }]);
  expect(desk.licence().effects('tellIdle')).toEqual([]);
});

it('is told anew to a phone that begins anew', () => {
  const desk = new DrivenDesk().loggedIn().phone({ type: 'ready' });
  expect(desk.effects('phone')).toContainEqual({
    type: 'phone',
    command: { type: 'agentIdle', isIdle: true },
  });
});

it('leaves what is shown of him alone when the preferred server is come home to', () => {
  const desk = new DrivenDesk().loggedIn().agent({ state: 'Ready' });
  desk.put({ type: 'cti', event: { type: 'left', side: 'B', address: 'cti-b.example:8110' } }).ctiUp();
  expect(desk.view.agent).toMatchObject({ state: 'Ready', known: 'live' });
  expect(desk.sent()).toEqual(['SetSessionMode']);
});
