import type { Result } from '../../contract/result.ts';
import type { FileFailure } from '../files/file-failure.ts';
import type { OutboxRefusal } from '../files/outbox.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Post, PostWire } from './posts.ts';

/** The desk's outboxes on disk, one for each kind of server that takes what an agent wrote. */
export interface Outboxes {
  /** Resolves when it is on disk, or could not be put there; the draft goes only when the outbox has it. */
  append(agentId: string, request: Post): Promise<void>;
  pending(agentId: string, of: PostWire): Promise<readonly Post[]>;
  confirm(id: string, of: PostWire): Promise<unknown>;
  setAside(
    agentId: string,
    request: Post,
    refusal: OutboxRefusal,
  ): Promise<Result<{ readonly file: string }, FileFailure>>;
}

export function createOutboxes({
  outbox,
  sessionsOutbox,
  drafts,
}: Pick<DeskPorts, 'outbox' | 'sessionsOutbox' | 'drafts'>): Outboxes {
  // A chat's messages are put on disk one after the other, so that they go out in the order in which they were written.
  let last: Promise<unknown> = Promise.resolve();

  async function append(agentId: string, request: Post): Promise<void> {
    switch (request.type) {
      case 'SetCallDataRequest': {
        const kept = await outbox.append(agentId, request);
        if (kept.ok) await drafts.remove(request.callId);
        return;
      }
      case 'CompleteInteractionRequest': {
        const kept = await sessionsOutbox.append(agentId, request);
        if (kept.ok) await drafts.remove(request.interactionId);
        return;
      }
      case 'SendChatMessageRequest':
        await sessionsOutbox.append(agentId, request);
    }
  }

  return {
    append: (agentId, request) => {
      if (request.type === 'SetCallDataRequest') return append(agentId, request);
      const mine = last.then(() => append(agentId, request));
      last = mine;
      return mine;
    },
    pending: async (agentId, of) => {
      const { values } = await (of === 'cti' ? outbox : sessionsOutbox).pending();
      return values.filter((entry) => entry.agentId === agentId).map(({ request }) => request);
    },
    confirm: (id, of) => (of === 'cti' ? outbox : sessionsOutbox).confirm(id),
    setAside: (agentId, request, refusal) =>
      request.type === 'SetCallDataRequest'
        ? outbox.setAside(agentId, request, refusal)
        : sessionsOutbox.setAside(agentId, request, refusal),
  };
}
