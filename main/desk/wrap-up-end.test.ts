import { describe, expect, it } from 'vitest';
import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const established = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const over = callSnapshot({ connection: 'Cleared', answeredAt: 5_000, endedAt: 99_000 });
const lunch = { state: 'NotReady', reasonCode: 1 } as const;
const finish = { type: 'finishWrapUp', sessionId: 'call-1' } as const;

const talking = (): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) })
    .call('Established', established)
    .agent({ state: 'Talking' });

const wrappingUp = (next: AgentSnapshot['next'] = null): DrivenDesk =>
  talking().call('End', over).after(100).agent({ state: 'WrapUp', next });

/** Another CTI server is whole, and has this of the agent. */
const whole = (desk: DrivenDesk, agent: Partial<AgentSnapshot>): DrivenDesk =>
  desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([], agent);

const asked = (desk: DrivenDesk) =>
  desk.last.flatMap((effect) =>
    effect.type === 'sendCti' && effect.request.type === 'SetAgentStateRequest'
      ? [effect.request.target]
      : [],
  );

describe('wrap-up that is finished while no CTI server is there', () => {
  it('closes its tab, is shown as finished, and its end is asked for once when one is whole', () => {
    const desk = wrappingUp().ctiLost().command(finish);
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.sent()).toEqual([]);
    expect(desk.view).toMatchObject({
      sessions: [],
      agent: { state: 'WrapUp', known: 'lost', wrapUpFinished: true },
    });
    whole(desk, { state: 'WrapUp' });
    expect(asked(desk)).toEqual([{ state: 'Ready' }]);
    expect(desk.view.agent?.wrapUpFinished).toBe(false);
    desk.cti({ type: 'RequestConf', id: desk.idOf('SetAgentStateRequest') }).agent({ state: 'Ready' });
    expect(asked(whole(desk.ctiLost(), { state: 'Ready' }))).toEqual([]);
  });

  it('waits through the loss of both servers too', () => {
    const desk = wrappingUp().ctiLost().ctiDown().command(finish);
    expect(desk.outcome()).toEqual({ ok: true });
    expect(asked(whole(desk.ctiDown(), { state: 'WrapUp' }))).toEqual([{ state: 'Ready' }]);
  });

  it('ends for what was to come next', () => {
    const desk = wrappingUp(lunch).ctiLost().command(finish);
    expect(asked(whole(desk, { state: 'WrapUp', next: lunch }))).toEqual([lunch]);
  });

  it('is of a call that ended in the gap, too: the switch has him in wrap-up', () => {
    const desk = talking().ctiLost();
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'The caller hung up' }).command(finish);
    expect(desk.view).toMatchObject({ sessions: [], agent: { state: 'Talking', wrapUpFinished: true } });
    expect(asked(whole(desk, { state: 'WrapUp' }))).toEqual([{ state: 'Ready' }]);
  });

  it.each(['Ready', 'NotReady', 'Reserved', 'Talking'] as const)(
    'is over where the switch has him %s: nothing is asked for',
    (state) => {
      const desk = wrappingUp().ctiLost().command(finish);
      expect(asked(whole(desk, { state }))).toEqual([]);
      expect(desk.view.agent?.wrapUpFinished).toBe(false);
      expect(asked(desk.agent({ state: 'WrapUp' }))).toEqual([]);
    },
  );

  it('goes on for another call that is still to be wrapped up', () => {
    const second = { ...established, callId: 'call-2' };
    const desk = talking().call('Established', second).call('End', over);
    desk
      .call('End', { ...over, callId: 'call-2' })
      .after(100)
      .agent({ state: 'WrapUp' });
    desk.ctiLost().command(finish);
    expect(desk.view.agent?.wrapUpFinished, 'the other is not finished').toBe(false);
    whole(desk, { state: 'WrapUp' });
    expect(asked(desk)).toEqual([]);
    expect(desk.view.sessions).toMatchObject([{ id: 'call-2', phase: 'ended' }]);
  });

  it('ends by the state that he chose meanwhile, asked for once', () => {
    const desk = wrappingUp().ctiLost().command(finish).command({ type: 'setState', target: lunch });
    expect(asked(whole(desk, { state: 'WrapUp' }))).toEqual([lunch]);
  });

  it('says in a banner why the switch did not end it', () => {
    const desk = whole(wrappingUp().ctiLost().command(finish), { state: 'WrapUp' });
    const id = desk.idOf('SetAgentStateRequest');
    desk.cti({ type: 'FailureConf', id, code: 'phoneNotRegistered', message: 'Device 52513 is away.' });
    expect(desk.view.banners).toMatchObject([{ text: expect.stringContaining('Device 52513 is away.') }]);
  });
});

describe('wrap-up that is finished just before its CTI server is lost', () => {
  it('is answered, and asked for anew only if the switch still has him in it', () => {
    const desk = wrappingUp().command(finish);
    expect(asked(desk)).toEqual([{ state: 'Ready' }]);
    desk.ctiLost();
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.view.agent?.wrapUpFinished).toBe(true);
    expect(asked(whole(desk, { state: 'WrapUp' }))).toEqual([{ state: 'Ready' }]);
  });

  it('is left alone where the switch has ended it', () => {
    const desk = wrappingUp().command(finish).ctiLost().ctiDown();
    expect(asked(whole(desk, { state: 'NotReady', reasonCode: 50_002 }))).toEqual([]);
  });
});
