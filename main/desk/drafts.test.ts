import { describe, expect, it } from 'vitest';
import type { ChatSession } from '../../contract/desk/desk-state.ts';
import type { KeptDraft } from './model.ts';
import type { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot } from './testing/samples.ts';
import { blendedDesk, errorOf, inChat, offered } from './testing/session-manager.ts';

const chat = (desk: DrivenDesk): ChatSession | undefined =>
  desk.view.sessions.find((session) => session.kind === 'chat');
const replying = (desk: DrivenDesk, text: string): DrivenDesk =>
  desk.command({ type: 'saveReply', sessionId: 'chat-1', text });
/** What was asked to be put on disk is there. */
const saved = (desk: DrivenDesk): DrivenDesk =>
  desk.put({ type: 'draftSaved', sessionId: 'chat-1', at: 7, commandId: desk.lastCommand });
/** What a message that is sent is posted as. */
const posted = (desk: DrivenDesk): string =>
  desk.last.flatMap((effect) => (effect.type === 'post' ? [effect.request.id] : []))[0] ?? '';

describe('a reply that is being written', () => {
  it('is on disk with the notes before its click is answered', () => {
    const desk = inChat().command({
      type: 'saveDraft',
      sessionId: 'chat-1',
      notes: 'Moves the date',
      disposition: 1,
    });
    expect(desk.effects('saveDraft')).toMatchObject([{ kind: 'chat', notes: 'Moves the date', reply: '' }]);
    replying(desk, 'Good morn');
    expect(chat(desk)).toMatchObject({ reply: 'Good morn', draft: { notes: 'Moves the date' } });
    expect(desk.effects('saveDraft')).toMatchObject([
      { agentId: '12345', notes: 'Moves the date', disposition: 1, reply: 'Good morn' },
    ]);
    expect(desk.outcome()).toBeNull();
    expect(saved(desk).outcome()).toEqual({ ok: true });
    expect(chat(desk)?.draft.savedAt).toBe(7);
  });

  it('is told so where it cannot be put on disk', () => {
    const desk = replying(inChat(), 'Good morn');
    const { lastCommand: commandId } = desk;
    desk.put({ type: 'draftNotSaved', sessionId: 'chat-1', why: 'the disk is full', commandId });
    expect(errorOf(desk.outcome())).toBe('draft.notSaved');
    expect(chat(desk)?.reply).toBe('Good morn');
  });

  it('is of a chat: all else is refused', () => {
    const desk = blendedDesk().call('Delivered', callSnapshot());
    desk.command({ type: 'saveReply', sessionId: 'call-1', text: 'Good morn' });
    expect(errorOf(desk.outcome())).toBe('session.unknown');
    expect(desk.effects('saveDraft')).toEqual([]);
  });

  it('is there again with the notes after the desk was killed', () => {
    const desk = blendedDesk();
    const kept: KeptDraft = {
      agentId: '12345',
      kind: 'chat',
      draft: { notes: 'Moves the date', disposition: null, savedAt: 3 },
      reply: 'Good morn',
    };
    desk.model = { ...desk.model, keptDrafts: { 'chat-1': kept } };
    expect(chat(offered(desk))).toMatchObject({ reply: 'Good morn', draft: kept.draft });
  });

  it('waits for his next login where another desk has taken him over', () => {
    const desk = saved(replying(inChat(), 'Good morn'));
    desk.cti({ type: 'DisplacedEvent', time: desk.now, by: { desk: 'PC-9', device: '52519' } });
    expect(desk.model.keptDrafts).toMatchObject({ 'chat-1': { kind: 'chat', reply: 'Good morn' } });
  });

  it('goes from the disk when it is sent, and not before the outbox has it', () => {
    const desk = saved(replying(inChat(), 'Good morning'));
    desk.command({ type: 'sendMessage', sessionId: 'chat-1', text: 'Good morning' });
    expect(desk.effects('saveDraft')).toEqual([]);
    desk.put({ type: 'inOutbox', id: posted(desk) });
    expect(desk.effects('saveDraft')).toMatchObject([{ sessionId: 'chat-1', reply: '', commandId: null }]);
  });

  it('leaves no file where none was', () => {
    const desk = inChat().command({ type: 'sendMessage', sessionId: 'chat-1', text: 'Good morning' });
    expect(desk.put({ type: 'inOutbox', id: posted(desk) }).effects('saveDraft')).toEqual([]);
  });

  it('does not stand in the box beside the message that an earlier run sent of it', () => {
    const sent = { type: 'SendChatMessageRequest', id: 'm9', interactionId: 'chat-1' } as const;
    const text = 'Good morning';
    const desk = replying(inChat(), text).put({ type: 'outbox', requests: [{ ...sent, text }] });
    expect(chat(desk)).toMatchObject({ reply: '', unsent: [{ id: 'm9', text }] });
    const other = replying(inChat(), 'How are you?').put({ type: 'outbox', requests: [{ ...sent, text }] });
    expect(chat(other)?.reply).toBe('How are you?');
  });
});
