import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../contract/sessions/interaction.ts';
import type { DrivenDesk } from '../testing/driven-desk.ts';
import {
  backAgain,
  blendedDesk,
  errorOf,
  inChat,
  interaction,
  sentToSessions,
  sessionOpened,
  sessionsLost,
  sessionsRefused,
  sessionsUp,
  told,
  transcript,
} from '../testing/session-manager.ts';
import { interactionSample, messagesSample } from '../testing/session-samples.ts';
import { allPages, newPages } from './transcripts.ts';

const write = (desk: DrivenDesk, text = 'One moment, please'): DrivenDesk =>
  desk.command({ type: 'sendMessage', sessionId: 'chat-1', text });

/** The ids of what is on its way, in order. */
const waiting = (desk: DrivenDesk): readonly string[] =>
  Object.entries(desk.model.pending).flatMap(([id, { about }]) => (about === 'post' ? [id] : []));

const types = (desk: DrivenDesk): readonly string[] => sentToSessions(desk).map(({ type }) => type);

const own = (messageId: string, number: number, text = 'One moment, please'): ChatMessage => ({
  messageId,
  number,
  from: 'agent',
  text,
  at: 1,
});

const chat = (desk: DrivenDesk) => {
  const session = desk.view.sessions.find(({ id }) => id === 'chat-1');
  if (session?.kind !== 'chat') throw new Error('no chat is open');
  return session;
};

describe('a message', () => {
  it('is on disk before it goes out, and the click is answered then', () => {
    const desk = write(inChat());
    expect(types(desk)).toEqual([]);
    expect(desk.outcome()).toBeNull();
    const [id = ''] = waiting(desk);
    expect(desk.effects('post')).toMatchObject([
      { agentId: '12345', request: { id, type: 'SendChatMessageRequest', text: 'One moment, please' } },
    ]);
    desk.put({ type: 'inOutbox', id });
    expect(types(desk)).toEqual(['SendChatMessageRequest']);
    expect(desk.outcome()).toEqual({ ok: true });
  });

  it('is shown as not sent until it is a message of the chat, and the reply is empty again', () => {
    const desk = inChat().command({ type: 'saveReply', sessionId: 'chat-1', text: 'One moment, please' });
    write(desk);
    const [id = ''] = waiting(desk);
    expect(chat(desk)).toMatchObject({ reply: '', unsent: [{ id, text: 'One moment, please' }] });
    desk.put({ type: 'inOutbox', id });
    told(desk, { type: 'RequestConf', id });
    expect(desk.effects('posted')).toEqual([{ type: 'posted', id, of: 'sessions' }]);
    transcript(desk, [own(id, 1)]);
    expect(chat(desk)).toMatchObject({
      unsent: [],
      unread: 0,
      last: { messageId: id },
      interaction: { lastMessage: 1 },
    });
    expect(desk.model.transcripts['chat-1']).toHaveLength(1);
  });

  it('takes the reply from the disk when it is there itself, not before', () => {
    const desk = inChat().command({ type: 'saveReply', sessionId: 'chat-1', text: 'One moment, please' });
    desk.put({ type: 'draftSaved', sessionId: 'chat-1', at: 7, commandId: null });
    write(desk);
    expect(desk.effects('saveDraft')).toEqual([]);
    desk.put({ type: 'inOutbox', id: waiting(desk)[0] ?? '' });
    expect(desk.effects('saveDraft')).toMatchObject([{ sessionId: 'chat-1', reply: '' }]);
  });

  it('written while no session manager answers is kept, and sent once one does, in order', () => {
    const desk = sessionsLost(inChat());
    write(write(desk, 'One'), 'Two');
    for (const id of waiting(desk)) expect(types(desk.put({ type: 'inOutbox', id }))).toEqual([]);
    sessionOpened(sessionsUp(desk, 'B'), { interactions: [interactionSample()] });
    expect(sentToSessions(desk)).toMatchObject([{ text: 'One' }, { text: 'Two' }]);
    expect(chat(desk).unsent).toHaveLength(2);
  });

  it('of an earlier run is shown in its chat and sent', () => {
    const request = {
      type: 'SendChatMessageRequest',
      id: 'left-1',
      interactionId: 'chat-1',
      text: 'Still here',
    } as const;
    const desk = inChat().put({ type: 'outbox', requests: [request] });
    expect(sentToSessions(desk)).toEqual([request]);
    expect(chat(desk).unsent).toMatchObject([{ id: 'left-1', text: 'Still here' }]);
    expect(desk.put({ type: 'outbox', requests: [request] }).view).toBe(desk.view);
    expect(types(desk)).toEqual([]);
  });

  it('to a chat that is over is set aside, and shown no longer', () => {
    const desk = write(inChat());
    const [id = ''] = waiting(desk);
    sessionsRefused(desk.put({ type: 'inOutbox', id }), id, 'notAllowedNow');
    const [aside] = desk.effects('setPostAside');
    if (aside?.type !== 'setPostAside') throw new Error('nothing was set aside');
    desk.put({ ...aside, type: 'postSetAside', kept: { ok: true, value: { file: '/x/1' } } });
    expect(chat(desk).unsent).toEqual([]);
    expect(desk.view.banners.map(({ text }) => text)).toEqual([
      'The connector did not take what you wrote in the chat with Maria Kowalczyk: The connector says no. They are kept in /x/1 and are not sent again.',
    ]);
  });

  it('to a chat that a call has interrupted waits for it', () => {
    const desk = write(interaction(inChat(), { phase: 'interrupted' }));
    const [id = ''] = waiting(desk);
    sessionsRefused(desk.put({ type: 'inOutbox', id }), id, 'notAllowedNow');
    expect(desk.effects('setPostAside')).toEqual([]);
    interaction(desk, { phase: 'active' });
    expect(sentToSessions(desk)).toMatchObject([{ id }]);
  });

  it('cannot be sent before the chat is accepted, nor after it', () => {
    const desk = interaction(inChat(), { phase: 'wrap-up' });
    expect(errorOf(write(desk).outcome())).toBe('session.notWritable');
    expect(errorOf(write(blendedDesk()).outcome())).toBe('session.unknown');
  });

  it('that does not follow on what is there is asked for, with what is there', () => {
    const desk = transcript(inChat(), messagesSample(1, 2));
    transcript(desk, messagesSample(4, 1));
    expect(desk.model.transcripts['chat-1']).toHaveLength(2);
    expect(sentToSessions(desk)).toMatchObject([
      { type: 'OpenCommunicationSessionRequest', has: { 'chat-1': 2 } },
    ]);
  });
});

describe('typing', () => {
  const types_ = (desk: DrivenDesk, isTyping = true): DrivenDesk =>
    desk.command({ type: 'setTyping', sessionId: 'chat-1', isTyping });
  const isTold = (desk: DrivenDesk): readonly boolean[] =>
    sentToSessions(desk).flatMap((one) => (one.type === 'SetTypingRequest' ? [one.isTyping] : []));

  it('is told when it begins, and ends by itself five seconds after the last keystroke', () => {
    const desk = types_(inChat());
    expect(isTold(desk)).toEqual([true]);
    expect(desk.effects('awaitTyping')).toEqual([{ type: 'awaitTyping', sessionId: 'chat-1', ms: 5_000 }]);
    expect(isTold(types_(desk.after(3_000)))).toEqual([]);
    desk.after(2_000).put({ type: 'typingPause', sessionId: 'chat-1' });
    expect(desk.effects('awaitTyping')).toMatchObject([{ ms: 3_000 }]);
    desk.after(3_000).put({ type: 'typingPause', sessionId: 'chat-1' });
    expect(isTold(desk)).toEqual([false]);
    expect(desk.put({ type: 'typingPause', sessionId: 'chat-1' }).last).toEqual([]);
  });

  it('is told to begin no more often than once a second', () => {
    const desk = types_(types_(inChat()).after(200), false);
    expect(isTold(desk)).toEqual([false]);
    expect(isTold(types_(desk.after(300)))).toEqual([]);
    expect(isTold(types_(desk.after(1_000)))).toEqual([true]);
  });

  it('ends with what was typed being sent, and with the connection', () => {
    expect(isTold(write(types_(inChat())))).toEqual([false]);
    const desk = sessionsLost(types_(inChat()));
    expect(desk.put({ type: 'typingPause', sessionId: 'chat-1' }).last).toEqual([]);
    expect(isTold(types_(desk))).toEqual([]);
    expect(desk.outcome()).toEqual({ ok: true });
  });
});

describe('pages', () => {
  it('are of two hundred messages at most, and only of what is new', () => {
    const desk = transcript(inChat(), messagesSample(1, 200));
    transcript(desk, messagesSample(201, 50));
    const { transcripts } = desk.model;
    expect(allPages(transcripts).map(({ messages }) => messages.length)).toEqual([200, 50]);
    transcript(desk, messagesSample(251, 1));
    expect(newPages(transcripts, desk.model.transcripts)).toEqual([
      { sessionId: 'chat-1', messages: messagesSample(251, 1) },
    ]);
    expect(newPages(transcripts, transcripts)).toEqual([]);
  });

  it('of a chat that is finished are gone', () => {
    const desk = interaction(transcript(inChat(), messagesSample(1, 2)), { phase: 'ended', endedAt: 9 });
    desk.command({ type: 'finishWrapUp', sessionId: 'chat-1' });
    expect(desk.model.transcripts).toEqual({});
  });
});

/**
 * The connector, the disk and the wire beside a desk: what is sent may be lost with its connection, answered late or
 * never, and told again; ids that the connector has seen are only confirmed.
 */
class World {
  readonly desk = inChat();
  readonly transcript: ChatMessage[] = [];
  readonly written: string[] = [];
  readonly #disk: string[] = [];
  readonly #wire: { readonly id: string; readonly text: string }[] = [];
  readonly #events: (() => void)[] = [];
  #isUp = true;
  #said = 0;

  agentWrites(): void {
    this.#said += 1;
    const text = `agent ${this.#said}`;
    this.written.push(text);
    write(this.desk, text);
    for (const effect of this.desk.effects('post'))
      if (effect.type === 'post') this.#disk.push(effect.request.id);
    this.#take();
  }

  customerWrites(): void {
    this.#said += 1;
    this.#say({ messageId: `c-${this.#said}`, from: 'customer', text: `customer ${this.#said}` });
  }

  diskIsDone(): void {
    const id = this.#disk.shift();
    if (id === undefined) return;
    this.desk.put({ type: 'inOutbox', id });
    this.#take();
  }

  connectorReads(): void {
    const sent = this.#wire.shift();
    if (!sent) return;
    const known = this.transcript.some(({ messageId }) => messageId === sent.id);
    if (!known) this.#say({ messageId: sent.id, from: 'agent', text: sent.text });
    this.#events.push(() => void told(this.desk, { type: 'RequestConf', id: sent.id }));
  }

  deskHears(): void {
    this.#events.shift()?.();
    this.#take();
  }

  /** An event is lost on its way, and with it the order of all that follows. */
  eventIsLost(): void {
    if (this.#events.length > 0) this.#events.shift();
  }

  dies(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#wire.length = 0;
    this.#events.length = 0;
    sessionsLost(this.desk);
  }

  comesBack(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    sessionsUp(this.desk, 'B');
    this.#take();
  }

  /** Everything that can still happen, happens. */
  settle(): void {
    this.dies();
    this.comesBack();
    for (
      let turns = 0;
      turns < 1_000 && (this.#disk.length || this.#wire.length || this.#events.length);
      turns++
    ) {
      this.diskIsDone();
      this.connectorReads();
      this.deskHears();
    }
  }

  #say(message: Omit<ChatMessage, 'number' | 'at'>): void {
    const said = { ...message, number: this.transcript.length + 1, at: 1 };
    this.transcript.push(said);
    if (this.#isUp) this.#events.push(() => void transcript(this.desk, [said]));
  }

  /** What the desk has sent with its last input. */
  #take(): void {
    if (!this.#isUp) return;
    for (const request of sentToSessions(this.desk)) {
      if (request.type === 'SendChatMessageRequest') this.#wire.push(request);
      if (request.type === 'OpenCommunicationSessionRequest') this.#open(request.has['chat-1'] ?? 0);
    }
  }

  #open(has: number): void {
    this.#events.length = 0;
    const missing = this.transcript.slice(has);
    this.#events.push(() => void sessionOpened(this.desk, { interactions: [interactionSample()] }));
    if (missing.length > 0) this.#events.push(() => void transcript(this.desk, missing));
  }
}

describe('whatever happens between desk, disk and connector', () => {
  const acts = [
    'agentWrites',
    'customerWrites',
    'diskIsDone',
    'connectorReads',
    'deskHears',
    'eventIsLost',
    'dies',
    'comesBack',
  ] as const;

  it('no message is lost, none is doubled, and they are in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 60 }), (day) => {
        const world = new World();
        for (const act of day) {
          world[act]();
          const shown = world.desk.model.transcripts['chat-1'] ?? [];
          expect(shown).toEqual(world.transcript.slice(0, shown.length));
          const both = [
            ...shown.map(({ messageId }) => messageId),
            ...chat(world.desk).unsent.map(({ id }) => id),
          ];
          expect(new Set(both).size).toBe(both.length);
        }
        world.settle();
        expect(world.desk.model.transcripts['chat-1'] ?? []).toEqual(world.transcript);
        const arrived = world.transcript.filter(({ from }) => from === 'agent').map(({ text }) => text);
        expect(arrived).toEqual(world.written);
        expect(chat(world.desk).unsent).toEqual([]);
        expect(waiting(world.desk)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

it('a chat that is told anew without its transcript keeps what it has', () => {
  const desk = transcript(inChat(), messagesSample(1, 3));
  backAgain(desk, [interactionSample()]);
  expect(desk.model.transcripts['chat-1']).toHaveLength(3);
});
