import { hostname, userInfo } from 'node:os';
import type { LocalSettings } from '../settings/local-settings.ts';
import type { DeskIdentity } from './model.ts';

/** Who this desk is to the servers: its id is made at its first start and kept. */
export function deskIdentity(
  settings: LocalSettings,
  phone: DeskIdentity['phone'],
  newId: () => string,
): DeskIdentity {
  const known = settings.read().deskId;
  const deskId = known ?? newId();
  if (known === null) settings.remember({ deskId });
  return { deskId, deskName: hostname().slice(0, 80), phone, systemUser: systemUser() };
}

/** Empty where the system does not know the user (a container's bare user id): no record is found then. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
