import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionsAnswer } from '../../contract/sessions/answers.ts';
import type { Interaction } from '../../contract/sessions/interaction.ts';
import type { AgentSessions } from '../links/interaction-control.ts';
import { shownAt } from './testing/contact-bench.ts';
import { type LivedDay, liveContacts, randomContacts } from './testing/random-contacts.ts';

const often = { numRuns: 80 };
const agents = ['1001', '1002', '1003'];

function sessionsOf({ bench }: LivedDay): readonly AgentSessions[] {
  return agents.flatMap((agentId) => bench.connector.sessionsOf(agentId) ?? []);
}

describe('whatever happens', () => {
  it('nobody is given more than the limits, and no interaction has two agents', () => {
    fc.assert(
      fc.property(randomContacts, (day) => {
        let given = new Set<string>();
        liveContacts(day, (lived) => {
          const sessions = sessionsOf(lived);
          const ids = sessions.flatMap(({ interactions }) =>
            interactions.map(({ interactionId }) => interactionId),
          );
          expect(new Set(ids).size).toBe(ids.length);
          for (const one of sessions) expect(overLimit(one, lived.multiSession, given)).toEqual([]);
          given = new Set(sessions.flatMap(keysOf));
        });
      }),
      often,
    );
  });

  it('no interaction is lost: it waits, or is with an agent who has a session, or is over and says why', () => {
    fc.assert(
      fc.property(randomContacts, (day) => {
        liveContacts(day, ({ bench, placed }) => {
          const known = bench.connector.interactions();
          expect(known.map(({ interactionId }) => interactionId)).toEqual(placed);
          for (const { phase, gaveUp, view, agentId } of known) {
            if (phase === 'ended') expect(gaveUp !== null || agentId === null || view?.end).toBeTruthy();
            else expect(gaveUp).toBeNull();
            if (phase !== 'ended' && phase !== 'queued') {
              expect(bench.connector.sessionsOf(agentId ?? '')).not.toBeNull();
            }
          }
        });
      }),
      often,
    );
  });

  it('a desk that is there shows what the connector has, by what it was told alone', () => {
    fc.assert(
      fc.property(randomContacts, (day) => {
        liveContacts(day, (lived) => {
          for (const { agentId, desk, interactions } of sessionsOf(lived)) {
            const shown = lived.desks.get(agentId);
            if (!shown?.isThere()) continue;
            expect([desk.id, inOrder(shownAt(shown.answers).values())]).toEqual([
              desk.id,
              inOrder(interactions),
            ]);
          }
        });
      }),
      often,
    );
  });

  it('what was confirmed is there once, and numbers have no gaps', () => {
    fc.assert(
      fc.property(randomContacts, (day) => {
        const { bench, confirmed } = liveContacts(day, () => undefined);
        for (const { transcript } of bench.connector.interactions()) {
          expect(transcript.map(({ number }) => number)).toEqual(transcript.map((_, index) => index + 1));
        }
        for (const { interactionId, messageId } of confirmed) {
          const written = bench.connector.interaction(interactionId)?.transcript ?? [];
          expect(written.filter((one) => one.messageId === messageId)).toHaveLength(1);
        }
      }),
      often,
    );
  });

  it('every message is one of the contract, numbered in its connection', () => {
    fc.assert(
      fc.property(randomContacts, (day) => {
        const { desks, bench } = liveContacts(day, () => undefined);
        for (const { answers } of desks.values()) {
          const numbers = answers.flatMap((one) =>
            'sequence' in sessionsAnswer.parse(one) && 'sequence' in one ? [one.sequence] : [],
          );
          expect(numbers).toEqual(numbers.map((_, index) => index));
        }
        expect(bench.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
      }),
      often,
    );
  });
});

function keysOf({ agentId, interactions }: AgentSessions): readonly string[] {
  return interactions.map(({ interactionId }) => `${agentId} ${interactionId}`);
}

/** Channels of an agent that were given something although they were full. A login for fewer takes nothing away. */
function overLimit(one: AgentSessions, multiSession: boolean, given: ReadonlySet<string>): readonly string[] {
  const { agentId, interactions, channels } = one;
  const news = interactions.filter(({ interactionId }) => !given.has(`${agentId} ${interactionId}`));
  if (!multiSession) return news.length > 0 && interactions.length > 1 ? ['all'] : [];
  return (['chat', 'action'] as const).filter((channel) => {
    const here = interactions.filter((each) => each.channel === channel && each.phase !== 'wrap-up');
    const most = channel === 'chat' ? channels.chats : channels.actions;
    return news.some((each) => each.channel === channel) && here.length > most;
  });
}

/** Messages tell how many there are: what is told of the interaction itself may be older. */
function inOrder(interactions: Iterable<Interaction>): readonly Interaction[] {
  return [...interactions]
    .map((one) => ({ ...one, lastMessage: 0 }))
    .sort((one, other) => one.interactionId.localeCompare(other.interactionId));
}
