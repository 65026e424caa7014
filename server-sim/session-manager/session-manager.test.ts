import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SessionsAnswer, sessionsAnswer } from '../../contract/sessions/answers.ts';
import type { Interaction } from '../../contract/sessions/interaction.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { inbound } from '../connector/testing/contact-bench.ts';
import { contactPlanOf, readShippedIni } from '../contact-plan-of.ts';
import { createLogBook } from '../host/log-book.ts';
import { openTestClient, type TestClient } from '../host/test-client.ts';
import type { InteractionNews } from '../links/interaction-control.ts';
import type { MachineRoom } from '../machine-room.ts';
import { startManyProcesses } from '../many-processes.ts';
import { startOneProcess } from '../one-process.ts';
import { createScenarioLibrary } from '../scenarios/scenario-library.ts';

const folder = dirname(import.meta.dirname);
const agentId = '12345';

interface World {
  readonly room: MachineRoom;
  readonly news: InteractionNews[];
  reset(): Promise<void>;
}

async function startWorld(start: typeof startOneProcess): Promise<World> {
  const loaded = await createScenarioLibrary(join(folder, 'scenarios')).load('billing');
  if (!loaded.ok) throw new Error('The scenario cannot be read');
  const scenario = loaded.value;
  const ini = await readShippedIni(folder);
  const contactPlan = () => contactPlanOf(scenario, ini);
  const room = await start({
    scenario,
    contactPlan,
    sipEdges: 'shared',
    host: '127.0.0.1',
    basePort: 0,
    logs: createLogBook(null),
    entry: join(folder, 'server-process.ts'),
    onReady: () => undefined,
    tls: null,
    onLost: () => undefined,
  });
  const news: InteractionNews[] = [];
  room.onInteractionNews((one) => void news.push(one));
  return {
    room,
    news,
    async reset() {
      await room.switchControl.reset(scenario.plan);
      await room.interactions.reset(contactPlan());
      await Promise.all(room.servers.map((server) => server.recover()));
    },
  };
}

/** A desk at a session manager, as far as tests need one: it reads everything, and keeps what a desk would. */
class Desk {
  readonly client: TestClient;
  readonly shown = new Map<string, Interaction>();
  readonly texts = new Map<string, string[]>();
  channels: unknown = null;

  constructor(client: TestClient) {
    this.client = client;
  }

  /** Reads until it was told what is looked for. */
  async until<Of extends SessionsAnswer>(is: (answer: SessionsAnswer) => answer is Of): Promise<Of> {
    for (;;) {
      const answer = sessionsAnswer.parse(await this.client.next());
      this.#take(answer);
      if (is(answer)) return answer;
    }
  }

  async ask(request: object & { readonly id: string }): Promise<SessionsAnswer> {
    this.client.send(request);
    return this.until((one): one is SessionsAnswer => 'id' in one && one.id === request.id);
  }

  untilPhase(interactionId: string, phase: Interaction['phase']): Promise<SessionsAnswer> {
    return this.until(
      (one): one is Extract<SessionsAnswer, { type: 'InteractionEvent' }> =>
        one.type === 'InteractionEvent' &&
        one.interaction.interactionId === interactionId &&
        one.interaction.phase === phase,
    );
  }

  #take(answer: SessionsAnswer): void {
    switch (answer.type) {
      case 'CommunicationSessionConf':
        this.channels = answer.channels;
        for (const one of answer.interactions) this.shown.set(one.interactionId, one);
        break;
      case 'InteractionEvent':
        this.shown.set(answer.interaction.interactionId, answer.interaction);
        break;
      case 'TranscriptEvent': {
        const written = this.texts.get(answer.interactionId) ?? [];
        this.texts.set(answer.interactionId, written);
        for (const { number, text } of answer.messages) written[number - 1] = text;
        break;
      }
      default:
        break;
    }
  }
}

async function openDesk(room: MachineRoom, side: 'a' | 'b', has: Record<string, number> = {}): Promise<Desk> {
  const client = await openTestClient(room.pairs.sessions[side], subprotocol.sessions);
  await client.nextOf('Hello');
  const desk = new Desk(client);
  const conf = await desk.ask({
    type: 'OpenCommunicationSessionRequest',
    id: `open-${side}`,
    desk: { id: 'desk-1', name: 'PC 1' },
    agentId,
    password: 'xxyyzz',
    loginString: `${agentId};xxyyzz;52513;pm2c`,
    agentLoginType: 0,
    multiSession: true,
    has,
  } as { id: string });
  expect(conf.type).toBe('CommunicationSessionConf');
  return desk;
}

/** Logs in at the switch with a phone of its own on the desk, and makes him Ready. */
async function logIn(room: MachineRoom): Promise<TestClient> {
  const cti = await openTestClient(room.pairs.cti.a, subprotocol.cti);
  const desk = { id: 'desk-1', name: 'PC 1' };
  cti.send({ type: 'SetSessionMode', id: 's1', agentId, peripheralId: 5_000, desk });
  await cti.nextOf('QueryAgentStateConf');
  const target = {
    state: 'Login',
    agentId,
    password: 'xxyyzz',
    device: '52513',
    phone: 'hardphone',
    takeOver: false,
  };
  cti.send({ type: 'SetAgentStateRequest', id: 'l1', target });
  await cti.nextOf('SnapshotCallsConf');
  cti.send({ type: 'SetAgentStateRequest', id: 'r1', target: { state: 'Ready' } });
  return cti;
}

const ways = [
  ['in one process', startOneProcess],
  ['with a process for each server', startManyProcesses],
] as const;

describe.each(ways)('session managers, %s', (_, start) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(start);
  }, 60_000);
  afterAll(() => world.room.close());
  beforeEach(() => world.reset());

  const skillGroup = async (): Promise<string> => {
    const agent = await world.room.switchControl.agent(agentId);
    return agent?.agent.skillGroups[0]?.name ?? '';
  };
  const place = async (given: Parameters<typeof inbound>[0]): Promise<string> => {
    const to = { skillGroup: await skillGroup() };
    return (await world.room.interactions.place(inbound({ to, ...given }))).interactionId;
  };

  it('a chat goes on at B when A is killed in the middle of it, and nothing is lost or doubled', async () => {
    const { room } = world;
    const first = await openDesk(room, 'a');
    const cti = await logIn(room);
    const chat = await place({});
    await first.untilPhase(chat, 'offered');
    await first.ask({ type: 'AcceptOfferRequest', id: 'a1', interactionId: chat } as { id: string });
    const item = await place({ channel: 'action', body: 'Rebill' });
    await first.untilPhase(item, 'offered');
    const say = (id: string, text: string) =>
      ({ type: 'SendChatMessageRequest', id, interactionId: chat, text }) as { id: string };
    expect((await first.ask(say('m1', 'Good morning'))).type).toBe('RequestConf');
    await room.interactions.partnerSays(chat, 'Hello');
    // Sent, and the answer is lost with the server.
    first.client.send(say('m2', 'One moment'));
    await room.servers.find(({ name }) => name === 'sessions-a')?.kill();
    expect((await first.client.closed).code).toBe(1006);
    await room.interactions.partnerSays(chat, 'Are you there?');
    const second = await openDesk(room, 'b', { [chat]: 1 });
    expect([...second.shown].map(([id, { phase }]) => [id, phase]).sort()).toEqual(
      [
        [chat, 'active'],
        [item, 'offered'],
      ].sort(),
    );
    expect((await second.ask(say('m2', 'One moment'))).type).toBe('RequestConf');
    expect((await second.ask(say('m1', 'Good morning'))).type).toBe('RequestConf');
    const written = (await room.interactions.interaction(chat))?.transcript ?? [];
    expect(written.map(({ text }) => text).sort()).toEqual(
      ['Are you there?', 'Good morning', 'Hello', 'One moment'].sort(),
    );
    expect(second.texts.get(chat)?.slice(1)).toEqual(written.slice(1).map(({ text }) => text));
    await second.ask({ type: 'AcceptOfferRequest', id: 'a2', interactionId: item } as { id: string });
    await second.untilPhase(item, 'active');
    expect((await room.interactions.sessionsOf(agentId))?.interactions).toHaveLength(2);
    cti.close();
    second.client.close();
  });

  it('an offer given back with A1 sets the agent Not Ready at the switch', async () => {
    const { room } = world;
    const desk = await openDesk(room, 'b');
    const cti = await logIn(room);
    const chat = await place({});
    await desk.untilPhase(chat, 'offered');
    const reject = {
      type: 'RejectOfferRequest',
      id: 'x1',
      interactionId: chat,
      channel: 'chat',
      reason: 'A1',
    };
    await desk.ask(reject);
    await desk.untilPhase(chat, 'ended');
    for (;;) {
      const { agent } = (await cti.nextOf('AgentStateEvent')) as {
        agent: { state: string; reasonCode: number };
      };
      if (agent.reasonCode === 60_001) {
        expect(agent.state).toBe('NotReady');
        break;
      }
    }
    expect((await room.interactions.interaction(chat))?.phase).toBe('queued');
    cti.close();
    desk.client.close();
  });

  it('a call to him is advised to the MediaManager, which ignores it as shipped', async () => {
    const { room } = world;
    const desk = await openDesk(room, 'a');
    const cti = await logIn(room);
    const chat = await place({});
    await desk.untilPhase(chat, 'offered');
    await desk.ask({ type: 'AcceptOfferRequest', id: 'a1', interactionId: chat } as { id: string });
    await room.switchControl.placeCall({
      from: { number: '0301234', name: 'Dora' },
      to: '52513',
      variables: {},
      customer: null,
      voice: { type: 'silence' },
      menuMs: 0,
    });
    await cti.nextOf('CallEvent');
    const codes = (await room.interactions.exchange()).map(({ code }) => code);
    expect(codes).toEqual([160, 163, 171]);
    await room.caughtUp();
    expect(world.news.filter(({ type }) => type === 'exchange').at(-1)?.detail.code).toBe(171);
    cti.close();
    desk.client.close();
  });

  it('refusals are said in words', async () => {
    await expect(Promise.resolve().then(() => place({ to: { agentId: 'x' } }))).rejects.toThrow(
      'There is no agent x',
    );
  });
});
