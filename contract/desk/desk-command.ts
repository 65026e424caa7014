import * as z from 'zod';
import { choosableState } from '../cti/agent.ts';
import { dialString } from '../cti/requests.ts';
import { serverKind } from '../wire/common.ts';
import { safeLink } from './safe-link.ts';

const callId = z.string().min(1).max(256);

/** What an agent can do, from the window, a shortcut or a line on stdin: the one way in. */
export const deskCommand = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('logIn'),
    profile: z.string().min(1).max(80),
    loginString: z.string().max(512),
    takeOver: z.boolean(),
    /** Whether the password is to be remembered on this computer, where that is offered. */
    remember: z.boolean().optional(),
  }),
  /** With the remembered password, which no window has: nothing stands in its place here (`12345;;52513`). */
  z.object({
    type: z.literal('logInRemembered'),
    profile: z.string().min(1).max(80),
    loginString: z.string().max(512),
    takeOver: z.boolean(),
  }),
  /** Nothing of the remembered password stays on this computer. */
  z.object({ type: z.literal('forgetPassword') }),
  z.object({ type: z.literal('cancelLogin') }),
  z.object({ type: z.literal('logOut'), reasonCode: z.number().int().nullable() }),
  z.object({ type: z.literal('setState'), target: choosableState }),
  z.object({ type: z.literal('dial'), number: dialString }),
  z.object({ type: z.literal('answer'), callId }),
  z.object({ type: z.literal('reject'), callId }),
  z.object({ type: z.literal('release'), callId }),
  z.object({ type: z.literal('hold'), callId }),
  z.object({ type: z.literal('retrieve'), callId }),
  z.object({ type: z.literal('mute'), callId, muted: z.boolean() }),
  z.object({ type: z.literal('digits'), callId, digits: z.string().regex(/^[0-9*#A-Da-d]{1,32}$/) }),
  z.object({ type: z.literal('blindTransfer'), callId, number: dialString }),
  z.object({ type: z.literal('consult'), callId, number: dialString }),
  /** `callId` is the first call of the consultation. */
  z.object({ type: z.literal('completeTransfer'), callId }),
  z.object({ type: z.literal('completeConference'), callId }),
  z.object({ type: z.literal('cancelConsult'), callId }),
  z.object({ type: z.literal('alternate'), callId }),
  z.object({ type: z.literal('selectSession'), sessionId: callId.nullable() }),
  /** Of a chat or an action item that is offered; a call is answered by the phone. */
  z.object({ type: z.literal('acceptOffer'), sessionId: callId }),
  z.object({ type: z.literal('rejectOffer'), sessionId: callId }),
  z.object({ type: z.literal('sendMessage'), sessionId: callId, text: z.string().min(1).max(10_000) }),
  z.object({ type: z.literal('setTyping'), sessionId: callId, isTyping: z.boolean() }),
  /** Ends a chat, or says that an action item is done. */
  z.object({ type: z.literal('endInteraction'), sessionId: callId }),
  /** A session that the contact centre does not know. */
  z.object({ type: z.literal('openManualSession'), title: z.string().max(200) }),
  z.object({ type: z.literal('renameManualSession'), sessionId: callId, title: z.string().max(200) }),
  z.object({ type: z.literal('closeManualSession'), sessionId: callId }),
  /** Ready, or not, in one media routing domain alone. */
  z.object({ type: z.literal('setDomainReady'), domainId: z.number().int(), isReady: z.boolean() }),
  /** What is being typed: on disk before it is confirmed. */
  z.object({
    type: z.literal('saveDraft'),
    sessionId: callId,
    notes: z.string().max(100_000),
    disposition: z.number().int().nullable(),
  }),
  /** A reply that is not sent yet: on disk before it is confirmed. */
  z.object({ type: z.literal('saveReply'), sessionId: callId, text: z.string().max(10_000) }),
  z.object({ type: z.literal('finishWrapUp'), sessionId: callId }),
  z.object({ type: z.literal('openScreenPop'), sessionId: callId }),
  /** A link that somebody wrote in a chat. */
  z.object({
    type: z.literal('openLink'),
    url: z
      .string()
      .max(2_000)
      .refine((url) => safeLink(url) !== null),
  }),
  z.object({
    type: z.literal('useAudio'),
    microphone: z.string().nullable(),
    speaker: z.string().nullable(),
    ringer: z.string().nullable(),
  }),
  z.object({ type: z.literal('trySound'), on: z.enum(['speaker', 'ringer']) }),
  z.object({ type: z.literal('meterMicrophone'), on: z.boolean() }),
  z.object({ type: z.literal('tryConnection'), kind: serverKind }),
  z.object({ type: z.literal('dismissBanner'), bannerId: z.string() }),
  /** Opens the simulated tier's control page in the browser. */
  z.object({ type: z.literal('openSimulator') }),
  /** Writes what happened of late into one file for the help desk; the outcome names it. */
  z.object({ type: z.literal('saveSupportBundle') }),
]);
export type DeskCommand = z.infer<typeof deskCommand>;
