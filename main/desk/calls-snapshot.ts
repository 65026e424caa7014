import type { Call } from '../../contract/cti/call.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { callChanged, endUnseen } from './calls.ts';
import { missingAtSwitch } from './ghost-calls.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step } from './model.ts';
import { setSessionMode } from './session-mode.ts';
import { closeAllFinishedSessions } from './wrap-up.ts';
import { wrongMessage } from './wrong-message.ts';

/**
 * The switch's calls, as a CTI server tells them at login and after a lost server. A snapshot that contradicts itself is
 * asked for once more before anything is made of it. One that does so again is taken by what its calls say, whatever
 * its device says: a call is there that one of them tells as not over.
 *
 * @param accepted what the desk does once it has the calls
 */
export function callsTold(
  model: DeskModel,
  calls: readonly Call[],
  moment: Moment,
  accepted: (model: DeskModel) => Step,
): Step {
  const { onDevice, isDoubted } = model.snapshot;
  const wrong = contradictions(onDevice, calls);
  const asksAgain = wrong.length > 0 && !isDoubted;
  const known: DeskModel = { ...model, snapshot: { onDevice: null, isDoubted: asksAgain } };
  const then = asksAgain ? 'the snapshot is asked for once more' : 'so it was told before: its calls count';
  const told = step(known, ...wrong.map((what) => wrongMessage(model, `${what}; ${then}.`)));
  return andThen(told, (now) =>
    asksAgain ? setSessionMode(now, moment) : andThen(callsSnapshot(now, calls, moment), accepted),
  );
}

/** What a snapshot says otherwise in another place of it. */
function contradictions(onDevice: readonly string[] | null, calls: readonly Call[]): readonly string[] {
  const ids = calls.map(({ callId }) => callId);
  const told = new Set(ids);
  const twice = [...told].filter((id) => ids.indexOf(id) !== ids.lastIndexOf(id));
  const named = onDevice ?? ids;
  return [
    ...twice.map((id) => `SnapshotCallsConf tells call ${id} more than once`),
    ...[...told]
      .filter((id) => !named.includes(id))
      .map(
        (id) => `SnapshotCallsConf tells call ${id}, which SnapshotDeviceConf does not have on the device`,
      ),
    ...[...new Set(named)]
      .filter((id) => !told.has(id))
      .map((id) => `SnapshotDeviceConf has call ${id} on the device, which SnapshotCallsConf does not tell`),
  ];
}

/**
 * Every call at the device: calls that are not in it are over, those that the phone still has as soon as it had its
 * time to say so itself.
 */
function callsSnapshot(model: DeskModel, calls: readonly Call[], moment: Moment): Step {
  const once = oneOfEach(calls);
  const present = new Set(once.map(({ callId }) => callId));
  const shown = once.reduce<Step>(
    (done, call) => andThen(done, (now) => callChanged(now, call, 'Snapshot', moment)),
    step(model),
  );
  const gone = voiceSessions(shown.model.view.sessions).filter(
    ({ id, phase, phone }) => phase !== 'ended' && phone === null && !present.has(id),
  );
  const settled = gone.reduce<Step>(
    (done, session) => andThen(done, (now) => endUnseen(now, session, moment)),
    shown,
  );
  return andThen(
    andThen(settled, (now) => missingAtSwitch(now, present)),
    (now) => closeAllFinishedSessions(now, moment),
  );
}

/**
 * A call that is told twice is taken as not over where it is told so once: what is not so the next event says, and a call
 * that was shown as over would be for good.
 */
function oneOfEach(calls: readonly Call[]): readonly Call[] {
  const chosen = new Map<string, Call>();
  for (const call of calls) {
    const before = chosen.get(call.callId);
    if (!before || (before.endedAt !== null && call.endedAt === null)) chosen.set(call.callId, call);
  }
  return [...chosen.values()];
}
