import { subprotocol } from '../../../contract/wire/subprotocol.ts';
import type { TierAddresses } from '../../../e2e/support/tier.ts';
import type { BenchCentre } from './bench-scenario.ts';
import { type Client, connect, type Subject, say } from './client.ts';
import type { Conversation } from './conversation.ts';
import { changingState, ctiLogin } from './cti-conversation.ts';
import { callingAnswered, callingBusy, registering } from './sip-conversations.ts';
import { createSipTexts, readChallenge, type SipTexts } from './sip-texts.ts';

/** The tier's clients, ready to talk: SIP devices that are registered, desks that are logged in. */
export interface Subjects {
  readonly register: readonly Subject[];
  readonly invite: readonly Subject[];
  readonly event: readonly Subject[];
  readonly callWithMedia: readonly Client[];
}

/** Few at a time: each call with media is a WebRTC connection of the tier's. */
const callsWithMediaAtOnce = 10;

export async function openSubjects(addresses: TierAddresses, centre: BenchCentre): Promise<Subjects> {
  const phones = await Promise.all(
    centre.devices.map((device) => openPhone(addresses.sip.a, device, centre)),
  );
  const desks = await Promise.all(centre.agents.map((agent) => openDesk(addresses.cti.a, agent)));
  return {
    register: phones.map(({ socket, register }) => ({
      socket,
      conversation: register,
      echoed: register,
    })),
    invite: phones.map(({ socket, texts }) => {
      const conversation = callingBusy(texts, centre.busy);
      return { socket, conversation, echoed: conversation };
    }),
    event: desks,
    callWithMedia: phones.slice(0, callsWithMediaAtOnce).map(({ socket, texts }) => ({
      socket,
      conversation: callingAnswered(texts, centre.answering),
    })),
  };
}

interface Phone {
  readonly socket: Client['socket'];
  readonly texts: SipTexts;
  readonly register: Conversation;
}

async function openPhone(
  address: string,
  device: BenchCentre['devices'][number],
  { domain }: BenchCentre,
): Promise<Phone> {
  const socket = await connect(address, subprotocol.sip);
  const texts = createSipTexts({ ...device, domain });
  const isFinal = (text: string): boolean => !text.startsWith('SIP/2.0 1');
  const challenge = readChallenge(await say(socket, texts.register(null), isFinal));
  const registered = await say(socket, texts.register(challenge), isFinal);
  if (!registered.startsWith('SIP/2.0 200 '))
    throw new Error(`Device ${device.number} was not registered: ${registered.split('\r\n')[0]}`);
  return { socket, texts, register: registering(texts, challenge) };
}

async function openDesk(address: string, agent: BenchCentre['agents'][number]): Promise<Subject> {
  const socket = await connect(address, subprotocol.cti);
  const { sessionMode, logIn } = ctiLogin(agent);
  await say(socket, sessionMode, (text) => text.startsWith('{"type":"QueryAgentStateConf"'));
  const last = await say(
    socket,
    logIn,
    (text) => text.startsWith('{"type":"SnapshotCallsConf"') || text.startsWith('{"type":"FailureConf"'),
  );
  if (last.startsWith('{"type":"FailureConf"'))
    throw new Error(`Agent ${agent.id} was not logged in: ${last}`);
  return { socket, conversation: changingState(), echoed: changingState() };
}
