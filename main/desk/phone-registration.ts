import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import type { SnapshotDevice } from '../../contract/cti/answers.ts';
import { usualHomeMs, usualProbeMs } from '../../contract/servers/pair-timing.ts';
import type { Effect } from './effects.ts';
import { type DeskModel, type Step, step } from './model.ts';

/** The device's snapshot brings what the phone registers with (login step 7). A phone that is registered stays so. */
export function registerPhone(model: DeskModel, snapshot: SnapshotDevice): Step {
  if (!snapshot.sip || model.identity.phone === 'hardphone') return step(model);
  const same = model.device?.user === snapshot.sip.user && model.device.password === snapshot.sip.password;
  const known: DeskModel = { ...model, device: snapshot.sip };
  return same ? step(known) : step(known, ...registration(known));
}

/** The cluster changed how the phone watches its servers and calls: one that is registered takes it over at once. */
export function watchAnew(before: DeskModel, after: DeskModel): readonly Effect[] {
  const [was, is] = [registration(before), registration(after)];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : is;
}

/** What the phone is told to register with; nothing while the desk is logged out. */
export function registration(model: DeskModel): readonly Effect[] {
  const { attempt, device } = model;
  if (!attempt || !device) return [];
  const { a, b, domain } = attempt.profile.sip;
  const { configuration } = model.view;
  const desktop = configuration.status === 'none' ? null : configuration.desktop;
  return [
    {
      type: 'phone',
      command: {
        type: 'register',
        servers: { a, b },
        allowPlaintext: model.allowPlaintext,
        domain,
        ...device,
        order: model.phoneOrder,
        deadlineMs: desktop?.heartbeatDeadlineMs ?? 3_000,
        probeEveryMs: desktop?.standbyProbeMs ?? usualProbeMs,
        homeAfterMs: desktop?.homeAfterMs ?? usualHomeMs,
        ...silenceLimits(desktop),
      },
    },
  ];
}

/** What the cluster leaves out is the phone's own. */
function silenceLimits(
  desktop: DesktopSettings | null,
): Pick<DesktopSettings, 'silenceWarnMs' | 'silenceEndMs'> {
  return {
    ...(desktop?.silenceWarnMs !== undefined && { silenceWarnMs: desktop.silenceWarnMs }),
    ...(desktop?.silenceEndMs !== undefined && { silenceEndMs: desktop.silenceEndMs }),
  };
}
