import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { interaction } from '../../contract/sessions/interaction.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import type { TestClient } from '../host/test-client.ts';
import { startTier } from '../index.ts';
import { agentSessions, exchanged, routedInteraction } from '../links/interaction-control.ts';
import { createTestTier, type TestTier } from './test-tier.ts';

const billingFile = path.join(import.meta.dirname, '../scenarios/billing.yaml');
let tier: TestTier;
beforeAll(async () => {
  tier = createTestTier(await startTier());
});
afterEach(() => tier.reset());
afterAll(() => tier.close());

/** An agent who is Ready for calls, chats and action items; what he has is told to the first, his desk. */
async function ready(who: Parameters<TestTier['logIn']>[1] = {}, media = 'pm2c'): Promise<TestClient> {
  const desk = await tier.openSessions(tier.addresses.sessions.a, who, media);
  await tier.logIn(tier.addresses.cti.a, who);
  return desk;
}

async function placed(path: string, body: object): Promise<string> {
  return String((await tier.control('POST', path, body)).interactionId);
}

async function wait(body: object): Promise<Record<string, unknown>> {
  return tier.control('POST', '/wait', body);
}

async function found(interactionId: string) {
  return routedInteraction.parse(await tier.control('GET', `/interactions/${interactionId}`));
}

describe('a chat', () => {
  it('of a partner of the scenario comes to an agent, and both speak by the script', async () => {
    const desk = await ready();
    await tier.control('POST', '/clock', { action: 'hold' });
    const interactionId = await placed('/chats', { partner: 'tomasz WRONA' });
    await wait({ for: 'interaction', interactionId, phase: 'offered', agentId: '12345' });
    const told = interaction.parse((await desk.nextOf('InteractionEvent')).interaction);
    expect(told).toMatchObject({
      interactionId,
      channel: 'chat',
      subject: 'Move direct debit date',
      customerName: 'Tomasz Wrona',
      customer: { name: 'Tomasz Wrona' },
      variables: { account: '4410 5521 30' },
      isDirect: false,
    });
    desk.send({ type: 'AcceptOfferRequest', id: 'a1', interactionId });
    await wait({ for: 'interaction', interactionId, phase: 'active' });
    await wait({ for: 'chatMessage', interactionId, from: 'customer', text: 'direct debit' });
    desk.send({
      type: 'SendChatMessageRequest',
      id: 'm1',
      interactionId,
      text: 'Hello Tomasz. Which account?',
    });
    const { message } = await wait({ for: 'chatMessage', interactionId, from: 'agent' });
    expect(message).toMatchObject({ messageId: 'm1', from: 'agent' });
    await tier.control('POST', '/clock', { action: 'advance', milliseconds: 3_000 });
    const { transcript } = await found(interactionId);
    expect(transcript.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(transcript.at(-1)).toMatchObject({ from: 'customer', text: 'My account is 4410 5521 30.' });
  });

  it('made up may be for one agent, and its partner speaks, types and leaves as he is told', async () => {
    const desk = await ready();
    const interactionId = await placed('/chats', {
      subject: 'A question',
      to: { agentId: '12345' },
      customerName: 'Pat',
      variables: { page: 'tariffs' },
    });
    const offered = interaction.parse((await desk.nextOf('InteractionEvent')).interaction);
    expect(offered).toMatchObject({
      interactionId,
      isDirect: true,
      customer: null,
      variables: { page: 'tariffs' },
    });
    desk.send({ type: 'AcceptOfferRequest', id: 'a1', interactionId });
    await wait({ for: 'interaction', interactionId, phase: 'active' });
    await tier.control('POST', `/chats/${interactionId}/typing`);
    expect((await found(interactionId)).view).toMatchObject({ isCustomerTyping: true });
    await tier.control('POST', `/chats/${interactionId}/typing`, { isTyping: false });
    expect((await found(interactionId)).view).toMatchObject({ isCustomerTyping: false });
    const { after } = await tier.control('POST', `/chats/${interactionId}/messages`, {
      text: 'Is anybody there?',
    });
    const { event } = await wait({ for: 'event', type: 'chatMessage', interactionId, after });
    expect(event).toMatchObject({
      agentId: '12345',
      detail: { from: 'customer', text: 'Is anybody there?' },
    });
    await tier.control('POST', `/chats/${interactionId}/leave`);
    await wait({ for: 'interaction', interactionId, phase: 'wrap-up' });
    desk.send({ type: 'CompleteInteractionRequest', id: 'c1', interactionId, disposition: 1, notes: 'Done' });
    await wait({ for: 'interaction', interactionId, phase: 'ended' });
    expect((await found(interactionId)).completed).toMatchObject([
      { agentId: '12345', disposition: 1, notes: 'Done' },
    ]);
  });

  it('of the scenario may be changed in what it says', async () => {
    const interactionId = await placed('/chats', {
      partner: 'Tomasz Wrona',
      subject: 'Something else',
      to: { skillGroup: 'Moving home' },
      customer: null,
      script: [],
    });
    expect(await found(interactionId)).toMatchObject({
      subject: 'Something else',
      customerName: 'Tomasz Wrona',
      to: { skillGroup: 'Moving home' },
      phase: 'queued',
      agentId: null,
      transcript: [],
    });
  });
});

describe('an action item', () => {
  it('of the scenario is due from the time it comes', async () => {
    const desk = await ready();
    await tier.control('POST', '/clock', { action: 'hold' });
    const { now } = await tier.control('GET', '/clock');
    const interactionId = await placed('/action-items', { item: 'Rebill check, J. Adeyemi' });
    const told = interaction.parse((await desk.nextOf('InteractionEvent')).interaction);
    expect(told).toMatchObject({
      interactionId,
      channel: 'action',
      customerName: 'J. Adeyemi',
      dueAt: Number(now) + 2 * 3_600_000,
    });
    expect(told.body).toMatch(/^The bill of April .*\nRebill from 1 March/);
  });

  it('made up has the text and the time that it is given', async () => {
    await tier.control('POST', '/clock', { action: 'hold' });
    const { now } = await tier.control('GET', '/clock');
    const desk = await ready();
    const made = { subject: 'Check a meter', to: { agentId: '12345' }, body: 'Backwards.', dueInMs: 60_000 };
    await placed('/action-items', made);
    const told = interaction.parse((await desk.nextOf('InteractionEvent')).interaction);
    expect(told).toMatchObject({ subject: 'Check a meter', body: 'Backwards.', dueAt: Number(now) + 60_000 });
    const timeless = await placed('/action-items', { item: 'Gate code, M. Petrie', dueInMs: null });
    expect((await found(timeless)).subject).toBe('Gate code, M. Petrie');
  });
});

describe('what is asked of nobody, or of nothing', () => {
  it.each([
    [
      'POST',
      '/chats',
      { partner: 'Nobody' },
      /404 The scenario has no chat partner "Nobody": there are "Tomasz/,
    ],
    [
      'POST',
      '/action-items',
      { item: 'x' },
      /404 The scenario has no action item "x": there are "Rebill check/,
    ],
    ['POST', '/chats', { subject: 'x', to: { skillGroup: 'Nowhere' } }, /409 .*Nowhere/],
    ['POST', '/chats', { subject: 'x', to: { agentId: '1' } }, /409 .*agent .*1/],
    ['POST', '/chats', { subject: 'x' }, /400 body/],
    ['POST', '/action-items', { item: 'x', script: [] }, /400 body/],
    ['POST', '/chats/none/messages', { text: 'x' }, /404 There is no chat or action item "none"/],
    ['POST', '/chats/none/typing', undefined, /404 /],
    ['POST', '/chats/none/leave', undefined, /404 /],
    [
      'GET',
      '/interactions/none',
      undefined,
      /404 There is no chat or action item "none": see GET \/interactions/,
    ],
    ['GET', '/agents/1/sessions', undefined, /404 The scenario has no agent "1"/],
  ] as const)('%s %s %j is told', async (method, path, body, sentence) => {
    await expect(tier.control(method, path, body)).rejects.toThrow(sentence);
  });

  it('is a message in an action item, or an empty one', async () => {
    const interactionId = await placed('/action-items', { item: 'Gate code, M. Petrie' });
    const say = (text: string) => tier.control('POST', `/chats/${interactionId}/messages`, { text });
    await expect(say('Hello')).rejects.toThrow(/409 .* is an action item: nobody writes in it/);
    await expect(say('')).rejects.toThrow(/400 body\.text/);
  });
});

describe('who has what', () => {
  it('is an agent’s communication session, as his desk is told', async () => {
    const asked = '/agents/12345/sessions';
    expect(await tier.control('GET', asked)).toEqual({ sessions: null });
    const desk = await ready();
    const interactionId = await placed('/action-items', { item: 'Rebill check, J. Adeyemi' });
    await desk.nextOf('InteractionEvent');
    const session = agentSessions.parse((await tier.control('GET', asked)).sessions);
    expect(session).toMatchObject({
      agentId: '12345',
      desk: { id: 'desk-12345' },
      channels: { voice: 1, actions: 2, chats: 1 },
      interactions: [{ interactionId, phase: 'offered' }],
    });
    expect(session.domains.map(({ name, isReady }) => [name, isReady])).toEqual([
      ['Cisco_Voice', true],
      ['Chat', true],
      ['Action items', true],
    ]);
    expect((await tier.control('GET', '/consistency')).ghosts).toEqual([]);
  });

  it('is all that waits in the queue, newest last', async () => {
    const first = await placed('/chats', { partner: 'Priya Raman' });
    const second = await placed('/action-items', { item: 'Refund of a closed account' });
    const { interactions } = await tier.control('GET', '/interactions');
    expect(interactions).toMatchObject([
      { interactionId: first, phase: 'queued', agentId: null, tries: 0, view: null },
      { interactionId: second, phase: 'queued', to: { skillGroup: 'Billing' } },
    ]);
  });
});

describe('media routing', () => {
  it('says what it exchanged with the CTI server', async () => {
    const desk = await ready();
    const interactionId = await placed('/action-items', { item: 'Rebill check, J. Adeyemi' });
    desk.send({ type: 'AcceptOfferRequest', id: 'a1', interactionId });
    await wait({ for: 'interaction', interactionId, phase: 'active' });
    const { exchange } = await tier.control('GET', '/media-routing/exchange');
    const messages = exchanged.array().parse(exchange);
    const ofThis = messages.filter((each) => each.interactionId === interactionId);
    expect(ofThis.map(({ code }) => code)).toEqual([160, 163]);
    expect(ofThis[0]).toMatchObject({ name: 'OFFER_TASK_IND', agentId: '12345', domainId: 5_002 });
  });

  it('gives up what waits when the MediaManager starts anew', async () => {
    const interactionId = await placed('/chats', { partner: 'Tomasz Wrona' });
    await tier.control('POST', '/media-routing/restart');
    const { interaction: over } = await wait({ for: 'interaction', interactionId, gaveUp: 'RESTART' });
    expect(over).toMatchObject({ phase: 'ended', agentId: null });
  });
});

describe('a wait that is not met', () => {
  it('says how it stands instead', async () => {
    const interactionId = await placed('/chats', { partner: 'Tomasz Wrona' });
    const wanted = { for: 'interaction', interactionId, phase: 'active', timeoutMs: 50 };
    await expect(wait(wanted)).rejects.toThrow(/504 The wait for .*"phase":"active".* did not come about/);
    const message = { for: 'chatMessage', interactionId, from: 'agent', timeoutMs: 50 };
    await expect(wait(message)).rejects.toThrow(/504 .*"for":"chatMessage"/);
  });

  it('is for words that nobody has written, or for a message after the last', async () => {
    const interactionId = await placed('/chats', { partner: 'Website visitor' });
    const wanted = { for: 'chatMessage', interactionId, timeoutMs: 50 };
    expect((await wait({ ...wanted, text: 'ello' })).message).toMatchObject({ number: 1, text: 'Hello?' });
    await expect(wait({ ...wanted, text: 'Goodbye' })).rejects.toThrow(/504 /);
    await expect(wait({ ...wanted, afterMessage: 1 })).rejects.toThrow(/504 /);
  });
});

describe('what a scenario sets', () => {
  it('is how long one waits until it is given up', async () => {
    const billing = await readFile(billingFile, 'utf8');
    const yaml = billing.replace('\ndesktop:\n', '\nmediaRouting: { longestWait: 10 min }\ndesktop:\n');
    await tier.control('POST', '/scenario', { yaml });
    try {
      await tier.control('POST', '/clock', { action: 'hold' });
      const interactionId = await placed('/action-items', { item: 'Refund of a closed account' });
      await tier.control('POST', '/clock', { action: 'advance', milliseconds: 599_999 });
      expect(await found(interactionId)).toMatchObject({ phase: 'queued', gaveUp: null });
      await tier.control('POST', '/clock', { action: 'advance', milliseconds: 1 });
      expect(await found(interactionId)).toMatchObject({ phase: 'ended', gaveUp: 'TIMEOUT' });
    } finally {
      await tier.control('POST', '/scenario', { name: 'billing' });
    }
  });

  it('is what a login may ask for, by its INI files, and what is wrong in them is in the log', async () => {
    const billing = await readFile(billingFile, 'utf8');
    const ini = [
      'connector: { text: "[CONFIG]\\nAppItemMaxSession=3\\nAppChatMaxSession=many\\nCtiCheckMediaByDirectCall=0" }',
      'mediaManager: { text: "[MRI]\\nACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=1\\nRONA_TIMEOUT=0" }',
    ];
    const yaml = billing.replace('\ndesktop:\n', `\n${ini.join('\n')}\ndesktop:\n`);
    await tier.control('POST', '/scenario', { yaml });
    try {
      const { lines } = await tier.control('GET', '/log/connector?lines=2000');
      const logged = String(lines);
      expect(logged).toContain(
        'scenario, connector.text, line 3: AppChatMaxSession=many is not a whole number; 1 is used.',
      );
      expect(logged).toMatch(
        /scenario, mediaManager\.text: ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=1 must be 0.*Chat.*Action items/,
      );
      const desk = await tier.connect(tier.addresses.sessions.a, subprotocol.sessions);
      const agent = { agentId: '12345', password: 'xxyyzz' };
      const login = { loginString: '12345;xxyyzz;52513;pmc', agentLoginType: 0, multiSession: true };
      const request = { ...agent, ...login, desk: { id: 'd', name: 'D' }, has: {} };
      desk.send({ type: 'OpenCommunicationSessionRequest', id: 'o1', ...request });
      expect(await desk.nextOf('FailureConf')).toMatchObject({
        code: 'overLimit',
        details: { limit: 'AppItemMaxSession', most: '3', asked: '5' },
      });
    } finally {
      await tier.control('POST', '/scenario', { name: 'billing' });
    }
  });
});
