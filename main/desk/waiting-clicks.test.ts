import { describe, expect, it } from 'vitest';
import type { Call } from '../../contract/cti/call.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const established = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const dial = { type: 'dial', number: '5551234' } as const;
const transfer = { type: 'blindTransfer', callId: 'call-1', number: '7002' } as const;

const idle = (): DrivenDesk => new DrivenDesk().loggedIn();
const talking = (): DrivenDesk =>
  idle()
    .phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) })
    .call('Established', established)
    .agent({ state: 'Talking' });

/** Another CTI server is whole, and tells of these calls. */
const whole = (desk: DrivenDesk, ...calls: readonly Call[]): DrivenDesk =>
  desk
    .ctiUp()
    .systemIs()
    .agentStateAtSwitch()
    .snapshots(calls, { state: calls.length ? 'Talking' : 'NotReady' });

describe('a click that goes by CTI while a server is looked for', () => {
  it.each<readonly [DeskCommand, object, string]>([
    [dial, { action: 'dial', number: '5551234' }, 'MakeCallRequest'],
    [transfer, { action: 'blindTransfer', number: '7002' }, 'SingleStepTransferRequest'],
    [{ ...transfer, type: 'consult' }, { action: 'consult', number: '7002' }, 'ConsultationCallRequest'],
    [
      { type: 'completeTransfer', callId: 'call-1' },
      { action: 'completeTransfer', number: null },
      'TransferCallRequest',
    ],
    [
      { type: 'completeConference', callId: 'call-1' },
      { action: 'completeConference', number: null },
      'ConferenceCallRequest',
    ],
  ])('%o waits, is shown, and is sent once when one is whole', (command, shown, request) => {
    const desk = talking().ctiLost().command(command);
    expect([desk.outcome(), desk.sent()]).toEqual([null, []]);
    expect(desk.view.waiting).toMatchObject([shown]);
    expect(desk.ctiUp().systemIs().agentStateAtSwitch().sent(), 'not before it is whole').not.toContain(
      request,
    );
    desk.snapshots([established], { state: 'Talking' });
    expect(desk.sent()).toEqual([request]);
    expect(desk.view.waiting).toEqual([]);
    expect(desk.cti({ type: 'RequestConf', id: idOfLast(desk) }).outcome()).toEqual({ ok: true });
    expect(whole(desk.ctiLost(), established).sent()).toEqual([]);
  });

  it('is asked again under the same id where the server that had it is lost too', () => {
    const desk = whole(idle().ctiLost().command(dial));
    const id = desk.idOf('MakeCallRequest');
    expect(desk.ctiLost().view.waiting).toMatchObject([{ id, action: 'dial' }]);
    expect(whole(desk).idOf('MakeCallRequest')).toBe(id);
  });

  it('is refused where its call is over by then, and not sent', () => {
    const desk = talking().ctiLost().command(transfer);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    whole(desk);
    expect(desk.sent()).toEqual([]);
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'call.unknown' } });
    expect(desk.view.waiting).toEqual([]);
  });

  it('that a server had before it was lost is asked again though its call is over: it may have been done', () => {
    const desk = talking().command(transfer).ctiLost();
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Transferred' });
    expect(whole(desk).sent()).toEqual(['SingleStepTransferRequest']);
  });

  it('is refused by the switch where it makes no sense any more', () => {
    const desk = whole(idle().ctiLost().command(dial));
    const id = desk.idOf('MakeCallRequest');
    desk.cti({ type: 'FailureConf', id, code: 'notAllowedNow', message: 'Only from Ready or Not Ready.' });
    expect(desk.outcome()).toMatchObject({
      error: { title: 'The call was refused', message: 'Only from Ready or Not Ready.' },
    });
  });

  it('is told after its time that it was not done', () => {
    const desk = idle().ctiLost().command(dial);
    desk.put({ type: 'commandTimedOut', commandId: desk.lastCommand });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'cti.unsent' } });
    expect(desk.view.waiting).toEqual([]);
    expect(whole(desk).sent()).toEqual([]);
  });

  it('is told as soon as it is known that neither answers, and not done later', () => {
    const desk = idle().ctiLost().command(dial).ctiDown();
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'cti.down' } });
    expect(desk.view.waiting).toEqual([]);
    expect(whole(desk).sent()).toEqual([]);
  });

  it('of a call that the phone does not have releases it when a server is there', () => {
    const desk = idle().call('Established', established).ctiLost();
    desk.command({ type: 'release', callId: 'call-1' });
    expect(whole(desk, established).sent()).toContain('ReleaseCallRequest');
  });

  it('of a phone beside the desk waits too', () => {
    const desk = new DrivenDesk('hardphone').loggedIn().call('Established', established).ctiLost();
    expect(desk.command({ type: 'hold', callId: 'call-1' }).view.waiting).toMatchObject([{ action: 'hold' }]);
    expect(whole(desk, established).sent()).toEqual(['HoldCallRequest']);
  });
});

describe('a click that goes by CTI', () => {
  it.each([dial, transfer])('is refused at once while neither server answers: %o', (command) => {
    const desk = talking().ctiLost().ctiDown().command(command);
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'cti.down' } });
    expect(desk.view.waiting).toEqual([]);
  });

  it('is not shown as waiting while a server has it', () => {
    expect(idle().command(dial).view.waiting).toEqual([]);
  });

  it('is answered when the desk is left', () => {
    const desk = idle().ctiLost().command(dial).put({ type: 'leave' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { title: 'You are logged out' } });
    expect(desk.view.waiting).toEqual([]);
  });
});

describe('a logout', () => {
  const logOut = { type: 'logOut', reasonCode: 10 } as const;

  it('that is clicked while a CTI server is looked for goes out once one is whole', () => {
    const desk = idle().ctiLost().command(logOut);
    expect([desk.outcome(), desk.sent(), desk.view.login.phase]).toEqual([null, [], 'logging-out']);
    const atSwitch = { agentId: '12345', state: 'NotReady', loggedInElsewhere: null } as const;
    desk
      .ctiUp()
      .systemIs()
      .cti({ type: 'QueryAgentStateConf', time: desk.now, ...atSwitch });
    expect(desk.sent(), 'not before it is whole').toEqual(['SetAgentStateRequest']);
    expect(desk.snapshots().sent()).toEqual(['LogOutRequest']);
    desk.cti({ type: 'RequestConf', id: desk.idOf('LogOutRequest') });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.agent({ state: 'LoggedOut', reasonCode: 10 }).view.login.phase).toBe('logged-out');
  });

  it('is refused at once while neither answers', () => {
    const desk = idle().ctiLost().ctiDown().command(logOut);
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'cti.down' } });
    expect(desk.view.login.phase).toBe('logged-in');
  });
});

function idOfLast(desk: DrivenDesk): string {
  return desk.last.flatMap((effect) => (effect.type === 'sendCti' ? [effect.request.id] : []))[0] ?? '';
}
