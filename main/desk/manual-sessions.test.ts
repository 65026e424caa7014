import { describe, expect, it } from 'vitest';
import type { ManualSession } from '../../contract/desk/desk-state.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Effect } from './effects.ts';
import type { Input } from './inputs.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot } from './testing/samples.ts';
import {
  blended,
  loginString,
  sentToSessions,
  sessionOpened,
  sessionsUp,
} from './testing/session-manager.ts';
import { chats, interactionSample, withSessions } from './testing/session-samples.ts';

const manual = (desk: DrivenDesk): readonly ManualSession[] =>
  desk.view.sessions.filter((session) => session.kind === 'manual');
const opened = (title = 'Address change', desk = new DrivenDesk().loggedIn()): DrivenDesk =>
  desk.command({ type: 'openManualSession', title });
const idOf = (desk: DrivenDesk): string => manual(desk).at(-1)?.id ?? '';
const diskFull = { file: '/f', code: 'ENOSPC', message: 'Could not write /f: the disk is full.' } as const;

/** The disk has done what the last input asked for. */
function onDisk(desk: DrivenDesk, outcome: 'done' | 'full' = 'done', file: string | null = null): DrivenDesk {
  const answers = desk.last.flatMap((effect: Effect): readonly Input[] => {
    if (effect.type === 'keepManualSession') {
      const { commandId } = effect;
      return [{ type: 'manualSessionKept', commandId, kept: outcome === 'full' ? fail(diskFull) : ok(null) }];
    }
    if (effect.type !== 'closeManualSession') return [];
    const { commandId, session } = effect;
    const closed = outcome === 'full' ? fail(diskFull) : ok({ file });
    return [{ type: 'manualSessionClosed', commandId, sessionId: session.id, closed }];
  });
  return answers.reduce((so, answer) => so.put(answer), desk);
}

const start = (part: Partial<Extract<Input, { type: 'start' }>>): Input => ({
  type: 'start',
  kept: null,
  recentCalls: [],
  notices: [],
  drafts: {},
  manualSessions: [],
  lastProfile: null,
  audio: { microphone: null, speaker: null, ringer: null },
  phoneOrder: 'random',
  allowPlaintext: false,
  simulator: null,
  ...part,
});

describe('a manual session', () => {
  it('is shown and selected at once, and its click is answered when it is on disk', () => {
    const desk = opened('  Address change ');
    expect(manual(desk)).toMatchObject([{ title: 'Address change', openedAt: desk.now }]);
    expect(desk.view.selectedSession).toBe(idOf(desk));
    expect(desk.outcome()).toBeNull();
    expect(desk.effects('keepManualSession')).toMatchObject([
      { session: { id: idOf(desk), agentId: '12345', title: 'Address change', openedAt: desk.now } },
    ]);
    expect(onDisk(desk).outcome()).toEqual({ ok: true });
  });

  it('is opened without a title, and renamed as that is typed', () => {
    const desk = onDisk(opened(' '));
    expect(manual(desk)).toMatchObject([{ title: '' }]);
    desk.command({ type: 'renameManualSession', sessionId: idOf(desk), title: 'Moved house' });
    expect(manual(desk)).toMatchObject([{ title: 'Moved house' }]);
    expect(desk.effects('keepManualSession')).toMatchObject([{ session: { title: 'Moved house' } }]);
  });

  it('that cannot be put on disk stays open, and says so', () => {
    const desk = onDisk(opened(), 'full');
    expect(manual(desk)).toHaveLength(1);
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: { code: 'manual.notSaved', message: expect.stringContaining('the disk is full') },
    });
  });

  it('has notes of its own, which go to no server', () => {
    const desk = onDisk(opened());
    const sessionId = idOf(desk);
    desk.command({ type: 'saveDraft', sessionId, notes: 'Old address', disposition: null });
    expect(desk.effects('saveDraft')).toMatchObject([{ sessionId, kind: 'manual', notes: 'Old address' }]);
    desk.put({ type: 'draftSaved', sessionId, at: 7, commandId: desk.lastCommand });
    expect(manual(desk)).toMatchObject([{ draft: { notes: 'Old address', savedAt: 7 } }]);
  });

  it('is closed when what was written is put away, and the log names the file', () => {
    const desk = onDisk(opened());
    const sessionId = idOf(desk);
    desk.command({ type: 'saveDraft', sessionId, notes: 'Old address', disposition: null });
    desk.command({ type: 'closeManualSession', sessionId });
    expect(manual(desk)).toHaveLength(1);
    expect(desk.effects('closeManualSession')).toMatchObject([
      { session: { id: sessionId }, written: { notes: 'Old address', disposition: null } },
    ]);
    onDisk(desk, 'done', '/closed/m.json');
    expect(manual(desk)).toEqual([]);
    expect(desk.outcome()).toEqual({ ok: true, file: '/closed/m.json' });
    expect(desk.effects('log')).toMatchObject([
      { level: 'info', sentence: expect.stringContaining('/closed/m.json') },
    ]);
    desk.command({ type: 'closeManualSession', sessionId });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'session.unknown' } });
  });

  it('in which nothing was written leaves nothing behind', () => {
    const desk = onDisk(opened()).command({ type: 'closeManualSession', sessionId: 'manual-id-2' });
    const closed = desk.command({ type: 'closeManualSession', sessionId: idOf(desk) });
    expect(closed.effects('closeManualSession')).toMatchObject([{ written: null }]);
    expect(onDisk(closed).effects('log')).toEqual([]);
  });

  it('whose notes cannot be put away stays', () => {
    const desk = onDisk(opened());
    desk.command({ type: 'closeManualSession', sessionId: idOf(desk) });
    expect(onDisk(desk, 'full').outcome()).toMatchObject({ ok: false, error: { code: 'manual.notClosed' } });
    expect(manual(desk)).toHaveLength(1);
  });

  it('is refused when all six are in use, with words', () => {
    const desk = opened('One', withSessions(new DrivenDesk().loggedIn(), ...chats(5)));
    expect(onDisk(desk).outcome()).toEqual({ ok: true });
    opened('Two', desk);
    expect(manual(desk)).toHaveLength(1);
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: { title: 'No session is free', message: expect.stringContaining('All 6 sessions are in use') },
    });
  });

  it('needs an agent who is logged in', () => {
    const desk = opened('One', new DrivenDesk().configured());
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'desk.loggedOut' } });
    expect(manual(desk)).toEqual([]);
  });

  it('is passed over by what lists, releases or brings back calls', () => {
    const desk = onDisk(opened());
    desk.call('Delivered', callSnapshot({ connection: 'Connected', answeredAt: 5_000 }));
    desk.phone({ type: 'ready' }).ctiLost();
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([], { state: 'Ready' });
    expect(desk.view.sessions).toMatchObject([{ kind: 'manual', title: 'Address change' }]);
  });

  it('does not keep the desk from its rest: no server has anything to do with it', () => {
    const told = (desk: DrivenDesk): readonly Effect[] => desk.effects('tellIdle');
    expect(told(opened())).toEqual([]);
  });
});

describe('the manual sessions of an earlier run', () => {
  const left = [
    { id: 'manual-a', agentId: '12345', title: 'First', openedAt: 1 },
    { id: 'manual-x', agentId: '99999', title: 'Of another', openedAt: 2 },
    { id: 'manual-b', agentId: '12345', title: 'Second', openedAt: 3 },
  ];
  const draft = { notes: 'Old address', disposition: null, savedAt: 4 };
  const drafts = { 'manual-a': { agentId: '12345', kind: 'manual', draft, reply: '' } } as const;
  const comesBack = (): DrivenDesk => new DrivenDesk().put(start({ manualSessions: left, drafts }));

  it('are open again at the login of their agent, with his notes, and no server is sent these', () => {
    const desk = comesBack().loggedIn();
    expect(manual(desk)).toMatchObject([
      { id: 'manual-a', title: 'First', openedAt: 1, draft },
      { id: 'manual-b', title: 'Second' },
    ]);
    expect(desk.effects('post')).toEqual([]);
    expect(desk.view.login.phase).toBe('logged-in');
  });

  it('whose file is gone keep what was written in them: it is not the switch’s', () => {
    const kept = { agentId: '12345', kind: 'manual', draft, reply: '' } as const;
    const desk = new DrivenDesk().put(start({ drafts: { 'manual-z': kept } })).loggedIn();
    expect(desk.effects('post')).toEqual([]);
    expect(desk.model.keptDrafts).toEqual({ 'manual-z': kept });
  });

  it('leave a call that stands the tabs that are free', () => {
    const six = Array.from({ length: 6 }, (_, at) => ({ ...left[0], id: `m${at}` }) as (typeof left)[number]);
    const desk = new DrivenDesk()
      .put(start({ manualSessions: six }))
      .configured()
      .logIn();
    desk.licence().ctiUp().systemIs().agentStateAtSwitch();
    desk.snapshots([callSnapshot({ connection: 'Connected', answeredAt: 5_000 })]);
    expect(desk.view.sessions.at(-1)).toMatchObject({ kind: 'voice', place: 'toolbar' });
  });

  it('are there before what the connector has, and again after a login that was refused', () => {
    const desk = new DrivenDesk().put(start({ manualSessions: left, drafts }));
    const asks = (): DrivenDesk => {
      desk.configured(blended).logIn(loginString).licence().ctiUp().systemIs();
      return sessionsUp(desk.agentStateAtSwitch());
    };
    const fourChats = chats(4).map(({ interaction }) => interaction);
    const fifth = interactionSample({ interactionId: 'chat-9', phase: 'offered', answeredAt: null });
    sessionOpened(asks(), { interactions: [...fourChats, fifth] });
    expect(sentToSessions(desk)).toMatchObject([{ type: 'RejectOfferRequest', reason: 'A1' }]);
    const refusal = { code: 'invalidCredentials', message: 'The switch says no' };
    desk.cti({ type: 'FailureConf', id: desk.idOf('SetAgentStateRequest'), ...refusal });
    expect(desk.view).toMatchObject({ login: { phase: 'logged-out' }, sessions: [] });
    sessionOpened(asks());
    expect(manual(desk)).toMatchObject([{ title: 'First', draft }, { title: 'Second' }]);
  });

  it('come back after a logout, as they were left', () => {
    const desk = onDisk(opened('Third', comesBack().loggedIn()));
    desk.command({ type: 'saveDraft', sessionId: 'manual-a', notes: '', disposition: null });
    desk.command({ type: 'saveDraft', sessionId: 'manual-b', notes: 'Seen to', disposition: null });
    const { view } = desk.command({ type: 'logOut', reasonCode: 10 });
    expect(view.login.phase).toBe('logging-out');
    desk.cti({
      type: 'QueryAgentStateConf',
      time: desk.now,
      agentId: '12345',
      state: 'LoggedOut',
      loggedInElsewhere: null,
    });
    expect(desk.view).toMatchObject({ login: { phase: 'logged-out' }, sessions: [] });
    desk.logIn().licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(manual(desk).map(({ title, draft: { notes } }) => [title, notes])).toEqual([
      ['First', ''],
      ['Second', 'Seen to'],
      ['Third', ''],
    ]);
  });

  it('are nobody’s before he is logged in', () => {
    const desk = comesBack().configured().logIn().licence().ctiUp().systemIs();
    expect(desk.view.sessions).toEqual([]);
  });
});
