import { describe, expect, it } from 'vitest';
import type { SideView } from '../../contract/desk/desk-state.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';
import { timeOfDayToTheSecond } from './time-of-day.ts';

/** The CTI pair shows that one side serves, and what the other is. */
function ctiIs(desk: DrivenDesk, inUse: Side | null, other: SideView['state']): DrivenDesk {
  const side = (name: Side): SideView => ({
    address: `cti-${name.toLowerCase()}.example:8110`,
    security: 'tls',
    state: name === inUse ? 'in-use' : other,
    since: desk.now,
    error: null,
    answeredAt: null,
  });
  const sides = { A: side('A'), B: side('B') };
  const view = { kind: 'cti', sides, inUse, status: 'up', since: desk.now, misconfigured: null } as const;
  return desk.put({ type: 'cti', event: { type: 'view', view } });
}

/** The other CTI server tells everything. */
function toldAll(desk: DrivenDesk): DrivenDesk {
  desk.ctiUp().systemIs();
  desk.cti({
    type: 'QueryAgentStateConf',
    time: desk.now,
    agentId: '12345',
    state: 'Talking',
    loggedInElsewhere: null,
  });
  return desk.snapshots();
}

const onA = (): DrivenDesk => ctiIs(new DrivenDesk().loggedIn(), 'A', 'standby').agent({ state: 'Ready' });

const talkingOnA = (): DrivenDesk =>
  onA()
    .call('Delivered', callSnapshot())
    .phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) })
    .call('Established', callSnapshot({ connection: 'Connected', answeredAt: 5_000 }));

const moves = (desk: DrivenDesk): readonly string[] =>
  desk.view.banners.filter(({ id }) => id.startsWith('moved')).map(({ text }) => text);

describe('a server that was lost', () => {
  it('is told once the other one has told everything, with the call that went on', () => {
    const desk = talkingOnA();
    const at = timeOfDayToTheSecond(desk.now);
    ctiIs(desk.ctiLost(), 'B', 'silent');
    expect(moves(desk)).toEqual([]);
    toldAll(desk);
    expect(moves(desk)).toEqual([
      `CTI server A stopped answering at ${at}. Now on B; your call was not interrupted.`,
    ]);
  });

  it('promises nothing of a call that the phone has lost besides', () => {
    const desk = ctiIs(talkingOnA().phone({ type: 'ready' }).ctiLost(), 'B', 'silent');
    desk.ctiUp().systemIs().agentStateAtSwitch();
    desk.snapshots([callSnapshot({ connection: 'Connected', answeredAt: 5_000 })]);
    expect(moves(desk)).toEqual([expect.stringMatching(/Now on B\.$/)]);
  });

  it('promises nothing of a call where there is none', () => {
    const desk = toldAll(ctiIs(onA().ctiLost(), 'B', 'silent'));
    expect(moves(desk)).toEqual([expect.stringContaining('Now on B; nothing for you to do.')]);
  });

  it('is not told again when it is dismissed, and is told when the other one is lost too', () => {
    const desk = toldAll(ctiIs(onA().ctiLost(), 'B', 'silent'));
    desk.command({ type: 'dismissBanner', bannerId: 'moved cti' });
    desk.agent({ state: 'Ready' });
    expect(moves(desk)).toEqual([]);
    toldAll(ctiIs(desk.ctiLost(), 'A', 'silent'));
    expect(moves(desk)).toEqual([expect.stringContaining('CTI server B stopped answering')]);
  });

  it('is nothing to talk of when the desk goes home by choice, nor after a logout', () => {
    const moved = (): DrivenDesk => toldAll(ctiIs(onA().ctiLost(), 'B', 'silent'));
    expect(moves(toldAll(ctiIs(moved().ctiLost(), 'A', 'standby')))).toEqual([]);
    expect(moves(moved().agent({ state: 'LoggedOut', reasonCode: 10 }))).toEqual([]);
  });

  it('is told as what it is where this computer slept or stood still: all servers in one sentence', () => {
    const at = (desk: DrivenDesk): string => timeOfDayToTheSecond(desk.now);
    const said = (desk: DrivenDesk): readonly string[] => desk.view.banners.map(({ text }) => text);
    const moved = (desk: DrivenDesk): DrivenDesk => toldAll(ctiIs(desk.ctiLost(), 'B', 'silent'));
    const inCall = talkingOnA().put({ type: 'woke', cause: 'held-up', forMs: 60_400 });
    expect(said(moved(inCall))).toEqual([
      `This computer stood still for 60 s, until ${at(inCall)}. It is connected again; your call had no sound meanwhile.`,
    ]);
    const idle = onA().put({ type: 'woke', cause: 'woke', forMs: null });
    expect(said(moved(idle))).toEqual([
      `This computer slept until ${at(idle)}. It is connected again; nothing for you to do.`,
    ]);
    expect(said(idle.agent({ state: 'LoggedOut', reasonCode: 10 }))).toEqual([]);
  });

  it('is the server’s own doing where this computer ran, was late by a little, or was up for a while', () => {
    const moved = (desk: DrivenDesk): DrivenDesk => toldAll(ctiIs(desk.ctiLost(), 'B', 'silent'));
    const stopped = [expect.stringContaining('CTI server A stopped answering')];
    expect(moves(moved(onA().put({ type: 'woke', cause: 'held-up', forMs: 2_100 })))).toEqual(stopped);
    expect(moves(moved(onA().put({ type: 'woke', cause: 'network-changed', forMs: null })))).toEqual(stopped);
    const upForLong = onA().put({ type: 'woke', cause: 'woke', forMs: null });
    upForLong.now += 6_000;
    expect(moves(moved(upForLong))).toEqual(stopped);
  });

  it('says nothing at a login that begins on the server that answers', () => {
    const desk = ctiIs(new DrivenDesk().loggedIn(), 'B', 'silent').agent({ state: 'Ready' });
    expect(moves(desk)).toEqual([]);
  });
});
