import { describe, expect, it } from 'vitest';
import type { WrapUpData } from '../../contract/cti/requests.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, online } from './testing/samples.ts';

const notes = (id: string, callId = 'call-9'): WrapUpData => ({
  type: 'SetCallDataRequest',
  id,
  callId,
  disposition: 1,
  notes: 'Rebill',
});

/** Logged in, with notes that an earlier run left in the outbox on their way to the switch. */
const sending = (...requests: readonly WrapUpData[]): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .put({ type: 'outbox', requests: requests.length > 0 ? requests : [notes('n1')] });

/** Logged in, with call-9 in the list of calls. */
const listed = (): DrivenDesk => {
  const desk = new DrivenDesk().loggedIn().call('Delivered', callSnapshot({ callId: 'call-9' }));
  return desk.call('End', callSnapshot({ callId: 'call-9', connection: 'Cleared', endedAt: desk.now }));
};
const notesOf = (desk: DrivenDesk): string | undefined => desk.view.recentCalls[0]?.notes;

const refuse = (desk: DrivenDesk, code: string, id = 'n1'): DrivenDesk =>
  desk.cti({ type: 'FailureConf', id, code, message: 'The switch says no' });

const file = '/home/ines/outbox/refused/n1.json';
const setAside = (desk: DrivenDesk, request = notes('n1')): DrivenDesk =>
  desk.put({
    type: 'postSetAside',
    request,
    refusal: { code: 'unknownCall', message: 'The switch says no', server: 'CTI server A (a:1)', at: 1 },
    kept: { ok: true, value: { file } },
  });

describe('notes that the switch refuses', () => {
  it.each(['unknownCall', 'unknownAgent', 'badMessage', 'aCodeOfALaterVersion'])(
    'for good (%s) are set aside with the reason, the server and the time',
    (code) => {
      const desk = refuse(sending().ctiOn('A'), code);
      expect(desk.last.filter(({ type }) => type !== 'tellIdle')).toEqual([
        {
          type: 'setPostAside',
          agentId: '12345',
          request: notes('n1'),
          refusal: {
            code,
            message: 'The switch says no',
            server: 'CTI server A (cti-a.example:8110)',
            at: desk.now,
          },
        },
      ]);
      expect(setAside(desk).model.pending).not.toHaveProperty('n1');
    },
  );

  it('for good, by a server that is lost before they are set aside, are not sent again nor refused twice', () => {
    const desk = refuse(sending().ctiOn('A'), 'unknownCall')
      .ctiLost()
      .ctiUp()
      .systemIs()
      .agentStateAtSwitch();
    desk.snapshots();
    expect(desk.sent()).toEqual([]);
    // The outbox still has them, for the disk is slow.
    expect(desk.put({ type: 'outbox', requests: [notes('n1')] }).sent()).toEqual([]);
    expect(refuse(desk, 'unknownCall').effects('setPostAside')).toEqual([]);
    expect(setAside(desk).view.banners).toHaveLength(1);
  });

  it.each(['systemOffline', 'notLoggedIn', 'notAllowedNow', 'agentLoggedInElsewhere'])(
    'for now (%s) stay where they are, and nobody is told',
    (code) => {
      const desk = refuse(sending(), code);
      expect(desk.effects('setPostAside')).toEqual([]);
      expect(desk.effects('posted')).toEqual([]);
      expect(desk.view.banners).toEqual([]);
    },
  );

  it('for now are offered again when the system is back', () => {
    const desk = refuse(sending(), 'systemOffline').cti({ type: 'SystemEvent', time: 1, status: online });
    expect(desk.effects('readOutbox')).toEqual([{ type: 'readOutbox', agentId: '12345', of: 'cti' }]);
  });

  it('are told of once they are set aside: why, and where they are', () => {
    const desk = setAside(refuse(sending(), 'unknownCall'));
    expect(desk.view.banners.map(({ tone, text }) => [tone, text])).toEqual([
      [
        'error',
        `The switch did not take your notes on call call-9: The switch says no. They are kept in ${file} and are not sent again.`,
      ],
    ]);
  });

  it('are named by the caller where he is known', () => {
    expect(setAside(listed()).view.banners[0]?.text).toContain('the call with Aileen Mackay');
  });

  it('are said to be kept here in the list of calls', () => {
    const desk = listed().put({ type: 'outbox', requests: [notes('n1')] });
    expect(notesOf(setAside(refuse(desk, 'unknownCall')))).toBe('refused');
  });

  it('of many calls are one banner, which names the folder', () => {
    const desk = setAside(setAside(sending()), notes('n2', 'call-8'));
    expect(desk.view.banners).toMatchObject([
      {
        text: 'The switch did not take your notes on several calls, for reasons that are kept with them. They are kept in /home/ines/outbox/refused and are not sent again.',
      },
    ]);
  });

  it('and cannot be set aside say why, and that they come again', () => {
    const desk = sending().put({
      type: 'postSetAside',
      request: notes('n1'),
      refusal: { code: 'unknownCall', message: 'no', server: 'CTI server A (a:1)', at: 1 },
      kept: {
        ok: false,
        error: { file, code: 'ENOSPC', message: `Could not write ${file}: the disk is full` },
      },
    });
    expect(desk.view.banners[0]?.text).toMatch(/the disk is full\.\), so they are offered again/);
  });
});

describe('notes on their way', () => {
  const written = (): DrivenDesk => {
    const desk = new DrivenDesk()
      .loggedIn()
      .call('Begin', callSnapshot({ connection: 'Connected', answeredAt: 1 }));
    desk.command({ type: 'saveDraft', sessionId: 'call-1', notes: 'Rebill', disposition: null });
    desk.after(1_000).call('End', callSnapshot({ connection: 'Cleared', answeredAt: 1, endedAt: desk.now }));
    return desk.agent({ state: 'Ready' });
  };
  const idOf = (desk: DrivenDesk): string =>
    desk.last.flatMap((effect) => (effect.type === 'post' ? [effect.request.id] : []))[0] ?? '';

  it('are said to be here until the switch has confirmed them, and then to be sent', () => {
    const desk = written();
    const id = idOf(desk);
    expect(notesOf(desk)).toBe('here');
    desk.put({ type: 'inOutbox', id });
    expect(notesOf(desk)).toBe('here');
    desk.cti({ type: 'RequestConf', id });
    expect(notesOf(desk)).toBe('sent');
    expect(desk.effects('keepRecentCalls')).toMatchObject([{ calls: [{ notes: 'sent' }] }]);
  });

  it('of a call that nothing was written about are none', () => {
    expect(notesOf(listed())).toBe('none');
  });

  it('go out when they are on disk, not before', () => {
    const desk = written();
    expect(desk.sent()).toEqual([]);
    expect(desk.put({ type: 'inOutbox', id: idOf(desk) }).sent()).toEqual(['SetCallDataRequest']);
  });

  it('wait for the login where the switch is lost meanwhile, and then go once, under their id', () => {
    const desk = written();
    const id = idOf(desk);
    expect(desk.ctiLost().put({ type: 'inOutbox', id }).sent()).toEqual([]);
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.idOf('SetCallDataRequest')).toBe(id);
    const again = { type: 'SetCallDataRequest', id, callId: 'call-1', disposition: null, notes: 'Rebill' };
    expect(desk.put({ type: 'outbox', requests: [again as WrapUpData] }).sent()).toEqual([]);
  });

  it('that were lost with their server are asked for again', () => {
    const desk = written();
    const id = idOf(desk);
    desk.put({ type: 'inOutbox', id }).ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.idOf('SetCallDataRequest')).toBe(id);
    expect(desk.cti({ type: 'RequestConf', id }).effects('posted')).toEqual([
      { type: 'posted', id, of: 'cti' },
    ]);
  });
});
