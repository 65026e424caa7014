import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';
import { offeredSdp } from '../test-server/test-call.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('rings with the id of the switch, is answered, and is ended by the far end', async () => {
  const { server, phone } = await rig.registered();
  const call = server.invite({ id: 'switch-7' });
  const { call: ringing } = await phone.next('call');
  expect(ringing).toEqual({
    callId: 'switch-7',
    direction: 'inbound',
    phase: 'ringing',
    held: false,
    muted: false,
    from: { number: '0301234', name: 'Ada Caller' },
    takesDigits: true,
  });
  await call.response('INVITE', 180);
  await phone.command({ type: 'answer', callId: 'switch-7' });
  const answer = await call.answered();
  expect(answer.body).toContain('a=sendrecv');
  expect((await phone.next('call')).call.phase).toBe('connecting');
  expect((await phone.next('call')).call.phase).toBe('established');
  call.bye();
  await call.response('BYE', 200);
  expect(await phone.next('callEnded')).toMatchObject({ callId: 'switch-7', cause: 'Ended by the far end' });
  expect(phone.media.leg('switch-7').closed).toBe(true);
});

test('a call without an id of the switch has its Call-ID', async () => {
  const { server, phone } = await rig.registered();
  const call = server.invite({ id: null });
  expect((await phone.next('call')).call.callId).toBe(call.callId);
});

test('rings while a call does', async () => {
  const { server, phone } = await rig.registered();
  const call = server.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.answered();
  expect(phone.rings).toEqual(['start', 'stop']);
});

test('releases a ringing call with 480, rejects one with 603, ends an answered one with BYE', async () => {
  const { server, phone } = await rig.registered();
  const first = server.invite({ id: 'first' });
  await phone.next('call');
  await phone.command({ type: 'release', callId: 'first' });
  await first.response('INVITE', 480);
  expect(await phone.next('callEnded')).toMatchObject({ callId: 'first', cause: 'Released' });
  const second = server.invite({ id: 'second' });
  await phone.next('call');
  await phone.command({ type: 'reject', callId: 'second' });
  await second.response('INVITE', 603);
  expect(await phone.next('callEnded')).toMatchObject({ callId: 'second', cause: 'Rejected' });
  const third = server.invite({ id: 'third' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'third' });
  await third.answered();
  await phone.next('call', ({ call }) => call.phase === 'established');
  await phone.command({ type: 'release', callId: 'third' });
  await third.request('BYE');
  await phone.next('callEnded', ({ callId }) => callId === 'third');
});

test('says who ended a call that nobody answered here', async () => {
  const { server, phone } = await rig.registered();
  const cancelled = server.invite({ id: 'cancelled' });
  await phone.next('call');
  cancelled.cancel();
  await cancelled.response('INVITE', 487);
  expect((await phone.next('callEnded')).cause).toBe('Cancelled by the caller');
  const elsewhere = server.invite({ id: 'elsewhere' });
  await phone.next('call');
  elsewhere.cancel(['Reason: SIP;cause=200']);
  expect((await phone.next('callEnded')).cause).toBe('Answered elsewhere');
  const redirected = server.invite({ id: 'redirected' });
  await phone.next('call');
  redirected.cancel(['Reason: SIP;cause=480;text="Redirected on no answer"']);
  expect((await phone.next('callEnded')).cause).toBe('Redirected on no answer');
});

test('answers by itself what its own switch asks for, without ringing, and nobody else', async () => {
  const { server, phone } = await rig.registered();
  const own = server.invite({ id: 'own', headers: ['Call-Info: <sip:desk.example>;answer-after=0'] });
  await own.answered();
  expect((await phone.next('call')).call.phase).toBe('connecting');
  expect(phone.rings).toEqual([]);
  server.invite({
    id: 'foreign',
    from: '<sip:mallory@elsewhere.example>',
    headers: ['Call-Info: <sip:desk.example>;answer-after=0'],
  });
  expect((await phone.next('call', ({ call }) => call.callId === 'foreign')).call.phase).toBe('ringing');
});

test('a call that comes back on hold is on hold from the start, and holds no other; it is retrieved as any', async () => {
  const { server, phone } = await rig.registered();
  const own = 'Call-Info: <sip:desk.example>;answer-after=0';
  await server.invite({ id: 'active', headers: [own] }).answered();
  const held = server.invite({ id: 'held', headers: [own, 'X-Switchhook-Held: yes'] });
  expect((await held.answered()).body).toContain('a=sendonly');
  await phone.next('call', ({ call }) => call.callId === 'held' && call.phase === 'established' && call.held);
  expect(phone.media.leg('active').done).toEqual(['answer: sendrecv']);
  await phone.command({ type: 'retrieve', callId: 'held' });
  expect((await held.request('INVITE')).body).toContain('a=sendrecv');
});

test('a call whose sound cannot be set up is refused and says why', async () => {
  const { server, phone } = await rig.registered();
  phone.media.fails = 'the offer has no audio';
  const call = server.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.response('INVITE', 480);
  expect((await phone.next('callEnded')).cause).toBe(
    'The call could not be answered: the offer has no audio',
  );
});

test('mutes at once, in media alone', async () => {
  const { phone, leg } = await rig.inCall();
  await phone.command({ type: 'mute', callId: 'call', muted: true });
  expect((await phone.next('call')).call.muted).toBe(true);
  await phone.command({ type: 'mute', callId: 'call', muted: false });
  expect(leg.done.slice(-2)).toEqual(['muted', 'unmuted']);
});

test('sends digits as telephone-events, and as INFO to a far side without', async () => {
  const { server, phone, leg } = await rig.inCall();
  await phone.command({ type: 'digits', callId: 'call', digits: '12#' });
  expect(leg.done.at(-1)).toBe('digits 12#');
  const call = server.invite({ id: 'old', sdp: offeredSdp.replace(/a=rtpmap:110.*\r\n/, '') });
  expect((await phone.next('call', ({ call: { callId } }) => callId === 'old')).call.takesDigits).toBe(false);
  await phone.command({ type: 'answer', callId: 'old' });
  await call.answered();
  await phone.next('call', ({ call: { callId, phase } }) => callId === 'old' && phase === 'established');
  await phone.command({ type: 'digits', callId: 'old', digits: '4*' });
  const first = await call.request('INFO');
  expect(first.header('content-type')).toBe('application/dtmf-relay');
  expect(first.body).toBe('Signal=4\r\nDuration=160\r\n');
  first.reply('200 OK');
  const second = await call.request('INFO');
  expect(second.body).toContain('Signal=*');
  second.reply('415 Unsupported Media Type');
  const refused = await phone.next('refused');
  expect(refused).toMatchObject({ callId: 'old', command: 'digits' });
  expect(refused.message).toContain('415 Unsupported Media Type');
});

test('refuses what makes no sense, in a sentence', async () => {
  const { server, phone } = await rig.registered();
  await phone.command({ type: 'answer', callId: 'nobody' });
  expect((await phone.next('refused')).message).toBe(
    'The phone has no call nobody: it has ended, or never came here.',
  );
  server.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'hold', callId: 'call' });
  expect((await phone.next('refused')).message).toBe('The call is not answered yet.');
  await phone.command({ type: 'trySound', on: 'ringer' });
  expect((await phone.next('refused')).message).toBe('This phone has no audio devices.');
  await phone.command({ type: 'unregister' });
  await phone.command({ type: 'digits', callId: 'call', digits: '1' });
  expect((await phone.next('refused')).message).toBe('The phone is not registered: it has no calls.');
});

test('garbage and half messages from the server change nothing', async () => {
  const { server, phone, call } = await rig.inCall();
  server.send('INVITE sip:4711@desk.example SIP/2.0\r\n\r\n');
  server.send(
    'INVITE sip:4711@desk.example SIP/2.0\r\nVia: \r\nFrom: <>\r\nTo: ;;\r\nCall-ID: x\r\nCSeq: z INVITE\r\n\r\n',
  );
  server.send('SIP/2.0 200 OK\r\nVia: SIP/2.0/WS nobody.invalid;branch=z9hG4bKnone\r\n\r\n');
  server.send('<html>not SIP</html>');
  server.send('BYE sip:4711@desk.example SIP/2.0\r\nCSeq: 1 BYE\r\n');
  call.bye();
  await call.response('BYE', 200);
  await phone.next('callEnded');
});

test('an INVITE with Replaces takes over the call under its id, where it is wanted', async () => {
  const { server, phone, call } = await rig.inCall({ takesReplaces: true });
  const replaces = `${call.callId};to-tag=${call.toTag};from-tag=${call.fromTag}`;
  const next = server.invite({ id: 'another', headers: [`Replaces: ${replaces}`] });
  await next.answered();
  await call.request('BYE');
  expect((await phone.next('call', ({ call: { phase } }) => phase === 'established')).call.callId).toBe(
    'call',
  );
  next.bye();
  expect((await phone.next('callEnded')).callId).toBe('call');
  expect(phone.events.filter(({ type }) => type === 'callEnded')).toHaveLength(1);
});
