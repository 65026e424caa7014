import { describe, expect, it } from 'vitest';
import type { PasswordMemory } from '../../contract/desk/password-memory.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { configuration } from './testing/samples.ts';

const profile = 'Billing, blended';
const remembered = { profile, agentLoginType: 0, loginString: '12345;;52513' } as const;
const offered: PasswordMemory = { status: 'offered', remembered: null };
const offeredHis: PasswordMemory = { status: 'offered', remembered };

function desk(memory: PasswordMemory = offeredHis): DrivenDesk {
  return new DrivenDesk().configured().put({ type: 'passwordMemory', memory, notice: null });
}

function remember(one: DrivenDesk, loginString = '12345;xxyyzz;52513', isWanted = true): DrivenDesk {
  return one.command({ type: 'logIn', profile, loginString, takeOver: false, remember: isWanted });
}

function withRemembered(one: DrivenDesk, loginString = '12345;;52513'): DrivenDesk {
  return one.command({ type: 'logInRemembered', profile, loginString, takeOver: false });
}

function unlocked(one: DrivenDesk, password = 'xxyyzz'): DrivenDesk {
  const value = { ok: true, value: password } as const;
  return one.put({ type: 'passwordUnlocked', commandId: one.lastCommand, unlocked: value });
}

/** The rest of a login after its click. */
function goesOn(one: DrivenDesk): DrivenDesk {
  return one.licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
}

function refusedPassword(one: DrivenDesk): DrivenDesk {
  one.licence().ctiUp().systemIs().agentStateAtSwitch();
  const id = one.idOf('SetAgentStateRequest');
  return one.cti({ type: 'FailureConf', id, code: 'invalidCredentials', message: 'no' });
}

const ofPasswords = (one: DrivenDesk): readonly object[] =>
  one.last.filter(({ type }) => /Password$/.test(type));

describe('a password that is to be remembered', () => {
  it('is kept once the switch has logged the agent in, and not before', () => {
    const one = remember(desk(offered));
    expect(ofPasswords(one.licence().ctiUp().systemIs().agentStateAtSwitch())).toEqual([]);
    one.snapshots();
    expect(ofPasswords(one)).toEqual([{ type: 'keepPassword', login: remembered, password: 'xxyyzz' }]);
    expect(JSON.stringify(one.view)).not.toContain('xxyyzz');
  });

  it.each([
    ['it is not ticked', offered, '12345;xxyyzz;52513', false],
    ['there is none', offered, '12345;;52513', true],
    ['it is not offered', { status: 'not-offered' }, '12345;xxyyzz;52513', true],
    ['it is impossible', { status: 'impossible', why: 'No.' }, '12345;xxyyzz;52513', true],
  ] as const)('is not kept where %s', (_, memory, loginString, isWanted) => {
    expect(ofPasswords(goesOn(remember(desk(memory), loginString, isWanted)))).toEqual([]);
  });

  it('of a profile whose strings have none is not kept', () => {
    const profiles = configuration.profiles.map((known) => ({ ...known, agentLoginType: 2 as const }));
    const one = new DrivenDesk().configured({ ...configuration, profiles });
    one.put({ type: 'passwordMemory', memory: offered, notice: null });
    remember(one, '52513').configurationUp();
    const id = one.last.flatMap((it) => (it.type === 'askConfiguration' ? [it.request.id] : []))[0] ?? '';
    one.configuration({ type: 'QueryAgentRecordConf', id, agentId: '12345', password: 'xxyyzz' });
    expect(ofPasswords(goesOn(one))).toEqual([]);
  });

  it('is kept once: a desk that comes back after a lost server writes nothing', () => {
    const one = goesOn(remember(desk(offered)));
    one.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(ofPasswords(one)).toEqual([]);
  });

  it('of another agent leaves the remembered one alone; his own, typed and not ticked, goes', () => {
    expect(ofPasswords(goesOn(remember(desk(offeredHis), '12345;xxyyzz;52513', false)))).toEqual([
      { type: 'forgetPassword', commandId: null },
    ]);
    const hers = { ...remembered, loginString: '12346;;52514' };
    const other = desk({ status: 'offered', remembered: hers });
    expect(ofPasswords(goesOn(remember(other, '12345;xxyyzz;52513', false)))).toEqual([]);
  });
});

describe('a login with a remembered password', () => {
  it('asks the secure storage for it, says so, and goes on as if it had been typed', () => {
    const one = withRemembered(desk(), '12345;;52599;p');
    expect(ofPasswords(one)).toEqual([
      { type: 'unlockPassword', commandId: one.lastCommand, login: remembered },
    ]);
    expect(one.view.login).toMatchObject({ phase: 'logging-in', step: 'password', agentId: '12345' });
    unlocked(one).licence().ctiUp().systemIs().agentStateAtSwitch();
    expect(one.effects('sendCti')).toMatchObject([
      { request: { target: { agentId: '12345', password: 'xxyyzz', device: '52599' } } },
    ]);
    one.snapshots();
    expect(one.outcomes()).toEqual([{ ok: true }]);
    // With the device of today.
    const login = { ...remembered, loginString: '12345;;52599;p' };
    expect(ofPasswords(one)).toEqual([{ type: 'keepPassword', login, password: 'xxyyzz' }]);
    expect(JSON.stringify(one.view)).not.toContain('xxyyzz');
  });

  it.each([
    ['there is none', offered, '12345;;52513', 'login.notRemembered'],
    ['it is not offered', { status: 'not-offered' }, '12345;;52513', 'login.notRemembered'],
    ['it is of another agent', offeredHis, '12346;;52513', 'login.notRemembered'],
    ['the string is wrong', offeredHis, '12345;', 'loginString.device'],
  ] as const)('is refused where %s', (_, memory, loginString, code) => {
    const one = withRemembered(desk(memory), loginString);
    expect(one.outcome()).toMatchObject({ ok: false, error: { code } });
    expect(one.view.login).toMatchObject({ phase: 'logged-out', error: { code } });
    expect(ofPasswords(one)).toEqual([]);
  });

  it('ends where the storage has it no more, and says to type it', () => {
    const one = withRemembered(desk());
    const error = 'It was deleted. Type your password.';
    one.put({
      type: 'passwordUnlocked',
      commandId: one.lastCommand,
      unlocked: { ok: false, error },
    });
    const told = { code: 'login.notRemembered', message: error, part: 'password' };
    expect(one.outcome()).toMatchObject({ ok: false, error: told });
    expect(one.view.login).toMatchObject({ phase: 'logged-out', error: told });
  });

  it('can be cancelled, and what comes after that is passed over', () => {
    const one = withRemembered(desk());
    const { lastCommand } = one;
    one.command({ type: 'cancelLogin' });
    expect(one.outcomes()).toMatchObject([{ ok: false, error: { code: 'login.cancelled' } }, { ok: true }]);
    const value = { ok: true, value: 'xxyyzz' } as const;
    one.put({ type: 'passwordUnlocked', commandId: lastCommand, unlocked: value });
    expect(one.last).toEqual([]);
    expect(one.view.login).toMatchObject({ phase: 'logged-out' });
  });

  it('waits for a silent storage as long as for any step, and names it', () => {
    const one = withRemembered(desk()).put({ type: 'timer', timer: 'login-step' });
    expect(one.outcome()).toMatchObject({ ok: false, error: { code: 'login.storageSilent' } });
    expect(one.model.unlocking).toBeNull();
  });
});

describe('a remembered password that a server refuses', () => {
  it('is forgotten, and the agent is told to type the right one', () => {
    const one = refusedPassword(unlocked(withRemembered(desk())));
    expect(ofPasswords(one)).toEqual([{ type: 'forgetPassword', commandId: null }]);
    const outcome = one.outcome();
    expect(outcome).toMatchObject({ ok: false, error: { part: 'password', remedies: [] } });
    expect(JSON.stringify(outcome)).toContain('The remembered password is deleted');
  });

  it.each([
    ['it came out of the storage', () => goesOn(unlocked(withRemembered(desk())))],
    ['it went into it this morning', () => goesOn(remember(desk(offered)))],
  ])('is forgotten too when it is changed in the middle of the day, where %s', (_, begin) => {
    const one = begin();
    one.ctiLost().ctiUp().systemIs().agentStateAtSwitch();
    const id = one.idOf('SetAgentStateRequest');
    one.cti({ type: 'FailureConf', id, code: 'invalidCredentials', message: 'no' });
    expect(one.view.login).toMatchObject({ phase: 'logged-out' });
    expect(ofPasswords(one)).toEqual([{ type: 'forgetPassword', commandId: null }]);
  });

  it('is kept where it was another one that was typed, or something else that was refused', () => {
    expect(ofPasswords(refusedPassword(remember(desk())))).toEqual([]);
    const one = unlocked(withRemembered(desk())).licence().ctiUp().systemIs().agentStateAtSwitch();
    const id = one.idOf('SetAgentStateRequest');
    one.cti({ type: 'FailureConf', id, code: 'deviceInUse', message: 'no' });
    expect(ofPasswords(one)).toEqual([]);
  });
});

it('logout keeps it; forgetting it is answered when nothing of it is there', () => {
  const one = goesOn(unlocked(withRemembered(desk())));
  one.command({ type: 'logOut', reasonCode: 10 });
  expect(ofPasswords(one)).toEqual([]);
  one.command({ type: 'forgetPassword' });
  const commandId = one.lastCommand;
  expect(ofPasswords(one)).toEqual([{ type: 'forgetPassword', commandId }]);
  expect(one.outcomes()).toEqual([]);
  one.put({ type: 'passwordForgotten', commandId, forgotten: { ok: true, value: null } });
  expect(one.outcomes()).toEqual([{ ok: true }]);
});

it('one that cannot be deleted is said to be there still, to the click and in a banner', () => {
  const error = { file: '/desk/p.json', code: 'EACCES', message: 'Could not remove /desk/p.json: no.' };
  const one = desk();
  one.put({ type: 'passwordForgotten', commandId: 'c', forgotten: { ok: false, error } });
  expect(one.outcome()).toMatchObject({ ok: false, error: { message: error.message } });
  const text = `The remembered password is still on this computer. ${error.message}`;
  expect(one.view.banners).toMatchObject([{ id: 'password', tone: 'warning', text }]);
});
