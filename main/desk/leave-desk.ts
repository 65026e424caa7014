import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { Timers } from '../timers.ts';
import type { Desk } from './desk.ts';

/** How long the farewell to the servers may take, milliseconds; what is left is told by their own deadlines. */
const farewellMs = 2_000;

/** Ends a desk as an agent would: Not Ready, log out, seat given back; then leaves. Never takes longer than two seconds. */
export async function leaveDesk(desk: Desk, timers: Timers): Promise<void> {
  let timer: unknown;
  const enough = new Promise<void>((resolve) => {
    timer = timers.setTimeout(resolve, farewellMs);
  });
  await Promise.race([logOut(desk), enough]);
  timers.clearTimeout(timer);
  await desk.stop();
}

async function logOut(desk: Desk): Promise<void> {
  const { phase } = desk.state().login;
  if (phase === 'logging-in' || phase === 'postponed') {
    await desk.command({ type: 'cancelLogin' });
    return;
  }
  if (phase !== 'logged-in' || desk.state().agent?.known !== 'live') return;
  if (desk.state().agent?.state !== 'NotReady') {
    await desk.command({ type: 'setState', target: { state: 'NotReady', reasonCode: null } });
    await until(desk, ({ agent }) => agent === null || agent.state === 'NotReady');
  }
  // Refused where a chat or an action item is open: then the session managers see the desk leave.
  const { ok } = await desk.command({ type: 'logOut', reasonCode: null });
  if (!ok) return;
  await until(
    desk,
    ({ login, connections }) => login.phase !== 'logged-in' && connections.licensing.status === 'off',
  );
}

/** Resolves when the desk is so. */
function until(desk: Desk, is: (state: DeskState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (is(desk.state())) {
      resolve();
      return;
    }
    const stop = desk.onChange((state) => {
      if (!is(state)) return;
      stop();
      resolve();
    });
  });
}
