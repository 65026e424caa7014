import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import { never } from '../../contract/result.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { chooseState, logOut, logoutUnconfirmed } from './agent-state.ts';
import { withRestTold } from './at-rest.ts';
import { audioCommand } from './audio.ts';
import { dismissBanner, showBanner } from './banners.ts';
import { phoneControl, thirdPartyControl } from './call-control.ts';
import { clusterNotFound, configurationEvent, keptConfiguration } from './configuration.ts';
import { ctiEvent } from './cti-session.ts';
import { draftSaved, saveDraft, saveReply } from './drafts.ts';
import type { Effect, TimerName } from './effects.ts';
import { deskError } from './errors.ts';
import { ghostLook } from './ghost-look.ts';
import { clickTimedOut } from './in-flight.ts';
import type { Input, Moment } from './inputs.ts';
import { interactionCommand } from './interactions/commands.ts';
import { finishInteraction } from './interactions/complete.ts';
import { interactionOf } from './interactions/interaction-session.ts';
import { select } from './interactions/select.ts';
import { sessionsEvent } from './interactions/sessions-event.ts';
import { typingPaused } from './interactions/typing.ts';
import { licensingEvent, seatGivenBack } from './licence.ts';
import { cancelLogin, done, loginStepTimedOut } from './login.ts';
import { manualCommand, manualSessionClosed, manualSessionKept } from './manual-sessions.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';
import { tellMoves } from './moved-server.ts';
import { phoneEventTransition } from './phone.ts';
import { postReady, postsLeft } from './posts.ts';
import { soundAwaited, withSoundSought } from './redelivery.ts';
import {
  logInRemembered,
  passwordForgotten,
  passwordMemoryTold,
  passwordUnlocked,
} from './remembered-password.ts';
import { restartNeeded } from './restart-needed.ts';
import { postSetAside } from './sent-posts.ts';
import { deskCloses } from './session-end.ts';
import { anySession, hasTab } from './sessions.ts';
import { startLogin } from './start-login.ts';
import { supportBundleOutcome } from './support-bundle.ts';
import { withWaitingShown } from './waiting-clicks.ts';
import { woke } from './woke.ts';
import { finishWrapUp } from './wrap-up.ts';

/** The desk's one transition: what happened, to the next desk and what the world is asked for. Pure. */
export function deskTransition(model: DeskModel, input: Input, moment: Moment): Step {
  const { model: next, effects } = withSoundSought(happens(model, input, moment), moment);
  return withRestTold(model, { model: tellMoves(withWaitingShown(next), moment.now), effects });
}

function happens(model: DeskModel, input: Input, moment: Moment): Step {
  switch (input.type) {
    case 'start':
      return step(start(model, input, moment));
    case 'addressSources':
      return step({ ...model, addressSources: input.sources });
    case 'addressDrift':
      return step(
        showBanner(model, { id: 'address-drift', tone: 'warning', text: input.sentence }, moment.now),
      );
    case 'phoneOrder':
      return step({ ...model, phoneOrder: input.order });
    case 'restartNeeded':
      return step(restartNeeded(model, input.settings, moment.now));
    case 'clusterNotFound':
      return step(clusterNotFound(model, input.sentence));
    case 'command':
      return command(model, input.command, input.commandId, moment);
    case 'configuration':
      return configurationEvent(model, input.event, moment);
    case 'licensing':
      return licensingEvent(model, input.event, moment);
    case 'cti':
      return ctiEvent(model, input.event, moment);
    case 'sessions':
      return sessionsEvent(model, input.event, moment);
    case 'phone':
      return phoneEventTransition(model, input.event, moment);
    case 'draftSaved':
      return step(draftSaved(model, input.sessionId, input.at), ...answer(input.commandId));
    case 'draftNotSaved':
      return draftNotSaved(model, input, moment);
    case 'manualSessionKept':
      return manualSessionKept(model, input);
    case 'manualSessionClosed':
      return manualSessionClosed(model, input);
    case 'inOutbox':
      return postReady(model, input.id);
    case 'outbox':
      return postsLeft(model, input.requests, moment.now);
    case 'commandTimedOut':
      return clickTimedOut(model, input.commandId);
    case 'passwordMemory':
      return step(passwordMemoryTold(model, input, moment));
    case 'passwordUnlocked':
      return passwordUnlocked(model, input, moment);
    case 'passwordForgotten':
      return passwordForgotten(model, input, moment);
    case 'supportBundleSaved':
      return step(model, {
        type: 'answerCommand',
        commandId: input.commandId,
        outcome: supportBundleOutcome(input.saved),
      });
    case 'postSetAside':
      return postSetAside(model, input, moment);
    case 'woke':
      return woke(model, input.cause, input.forMs, moment.now);
    case 'leave':
      return deskCloses(model, moment);
    case 'ghostLook':
      return ghostLook(model, input.callId, moment);
    case 'soundAwaited':
      return soundAwaited(model, input, moment);
    case 'typingPause':
      return typingPaused(model, input.sessionId, moment);
    case 'timer':
      return timeIsUp(model, input.timer, moment);
    default:
      return never(input);
  }
}

function timeIsUp(model: DeskModel, timer: TimerName, moment: Moment): Step {
  switch (timer) {
    case 'login-step':
      return loginStepTimedOut(model, moment);
    case 'logout':
      return logoutUnconfirmed(model, moment);
    case 'licence-release':
      return model.attempt ? step(model) : seatGivenBack(model);
  }
}

function start(model: DeskModel, input: Extract<Input, { type: 'start' }>, moment: Moment): DeskModel {
  const known = withView(model, {
    recentCalls: input.recentCalls,
    lastProfile: input.lastProfile,
    simulator: input.simulator,
  });
  const withDrafts = {
    ...known,
    keptDrafts: input.drafts,
    manualSessions: input.manualSessions,
    audioChoice: input.audio,
    phoneOrder: input.phoneOrder,
    allowPlaintext: input.allowPlaintext,
  };
  const opened = input.kept ? keptConfiguration(withDrafts, input.kept) : withDrafts;
  return input.notices.reduce(
    (so, text, index) => showBanner(so, { id: `file-${index}`, tone: 'warning', text }, moment.now),
    opened,
  );
}

function command(model: DeskModel, asked: DeskCommand, commandId: string, moment: Moment): Step {
  switch (asked.type) {
    case 'logIn':
      return startLogin(model, asked, commandId, moment);
    case 'logInRemembered':
      return logInRemembered(model, asked, commandId);
    case 'forgetPassword':
      return step(model, { type: 'forgetPassword', commandId });
    case 'cancelLogin':
      return cancelLogin(model, commandId, moment);
    case 'logOut':
      return logOut(model, asked.reasonCode, commandId, moment);
    case 'setState':
      return chooseState(model, asked.target, commandId, moment);
    case 'answer':
    case 'reject':
    case 'release':
    case 'hold':
    case 'retrieve':
    case 'mute':
    case 'digits':
      return phoneControl(model, asked, commandId, moment);
    case 'dial':
    case 'blindTransfer':
    case 'consult':
    case 'completeTransfer':
    case 'completeConference':
    case 'cancelConsult':
    case 'alternate':
      return thirdPartyControl(model, asked, commandId, moment);
    case 'selectSession':
      return step(selectSession(model, asked.sessionId), done(commandId));
    case 'saveDraft':
      return saveDraft(model, asked, commandId, moment);
    case 'saveReply':
      return saveReply(model, asked, commandId);
    case 'finishWrapUp': {
      const interaction = interactionOf(model, asked.sessionId);
      return interaction
        ? finishInteraction(model, interaction, commandId, moment)
        : finishWrapUp(model, asked.sessionId, commandId, moment);
    }
    case 'openScreenPop':
      return openScreenPop(model, asked.sessionId, commandId);
    case 'openLink':
      return step(model, { type: 'openUrl', url: asked.url }, done(commandId));
    case 'useAudio':
    case 'trySound':
    case 'meterMicrophone':
      return audioCommand(model, asked, commandId);
    case 'tryConnection':
      return step(model, ...tryNow(asked.kind), done(commandId));
    case 'dismissBanner':
      return step(dismissBanner(model, asked.bannerId), done(commandId));
    case 'openSimulator':
      return openSimulator(model, commandId);
    case 'saveSupportBundle':
      return step(model, { type: 'saveSupportBundle', commandId });
    case 'openManualSession':
    case 'renameManualSession':
    case 'closeManualSession':
      return manualCommand(model, asked, commandId, moment);
    case 'acceptOffer':
    case 'rejectOffer':
    case 'sendMessage':
    case 'setTyping':
    case 'endInteraction':
    case 'setDomainReady':
      return interactionCommand(model, asked, commandId, moment);
    default:
      return never(asked);
  }
}

/** A call without a tab has no sheet to open. */
function selectSession(model: DeskModel, sessionId: string | null): DeskModel {
  const session = sessionId === null ? undefined : anySession(model, sessionId);
  return session && !hasTab(session) ? model : select(model, sessionId);
}

function openSimulator(model: DeskModel, commandId: string): Step {
  const { simulator } = model.view;
  if (simulator) return step(model, { type: 'openUrl', url: simulator.control }, done(commandId));
  const error = deskError(
    'simulator.none',
    'There is no simulator here',
    'This desk uses real servers. Start it with the simulator to have one.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

function openScreenPop(model: DeskModel, sessionId: string, commandId: string): Step {
  const session = anySession(model, sessionId);
  const url = session && session.kind !== 'manual' ? session.screenPop : null;
  if (url !== null) return step(model, { type: 'openUrl', url }, done(commandId));
  const error = deskError(
    'screenPop.none',
    'There is no page for this session',
    'It lacks a variable that the page needs, or the settings name no page.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

function tryNow(kind: ServerKind): readonly Effect[] {
  switch (kind) {
    case 'configuration':
      return [{ type: 'tryConfigurationNow' }];
    case 'licensing':
    case 'cti':
    case 'sessions':
      return [{ type: 'tryPairNow', kind }];
    case 'sip':
      return [{ type: 'phone', command: { type: 'tryNow' } }];
  }
}

function draftNotSaved(
  model: DeskModel,
  input: Extract<Input, { type: 'draftNotSaved' }>,
  moment: Moment,
): Step {
  const error = deskError(
    'draft.notSaved',
    'Your notes are not on disk',
    `They could not be written: ${input.why}. Keep the window open and free some space, or copy them elsewhere.`,
  );
  const shown = showBanner(
    model,
    { id: 'draft', tone: 'error', text: `${error.title}. ${error.message}` },
    moment.now,
  );
  return input.commandId === null
    ? step(shown)
    : step(shown, { type: 'answerCommand', commandId: input.commandId, outcome: { ok: false, error } });
}

function answer(commandId: string | null): readonly Effect[] {
  return commandId === null ? [] : [done(commandId)];
}
