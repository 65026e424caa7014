import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { mostTabs, tabs } from '../../contract/desk/tabs.ts';
import { mostSessions } from '../../contract/sessions/channel-sessions.ts';
import type { RerouteReason } from '../../contract/sessions/reroute-reason.ts';
import type { DeskModel } from './model.ts';

/** Whether an offer finds a tab; where it does not, the reason with which the desk gives it back. */
export type FreeForOffer =
  | { readonly room: true }
  | { readonly room: false; readonly reason: RerouteReason | null };

/** How many tabs are open, manual sessions included. */
export function tabsInUse({ sessions }: Pick<DeskState, 'sessions'>): number {
  return tabs(sessions).length;
}

/**
 * Whether one more tab may open. Full is said with the limit that is reached first: A0 where there are fewer HTTP
 * sessions than agent sessions, else A1; and without a reason where the desk is not set to say one (seed 001,
 * "Behavior on reject/reroute").
 */
export function freeForOffer({ view }: Pick<DeskModel, 'view'>): FreeForOffer {
  const desktop = desktopSettings(view);
  const most = mostTabs(desktop);
  if (tabsInUse(view) < most) return { room: true };
  if (desktop?.rerouteReasons === false) return { room: false, reason: null };
  return { room: false, reason: most < mostSessions ? 'A0' : 'A1' };
}

/** The reason of the agent's own reject; null where the desk is not set to say one. */
export function ownRejectReason({ view }: Pick<DeskModel, 'view'>): RerouteReason | null {
  return desktopSettings(view)?.rerouteReasons === false ? null : 'M0';
}

function desktopSettings({ configuration }: Pick<DeskState, 'configuration'>): DesktopSettings | null {
  return configuration.status === 'none' ? null : configuration.desktop;
}
