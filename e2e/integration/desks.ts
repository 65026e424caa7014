import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import type { Log } from '../../main/log/log.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import type { PolicySource } from '../../main/settings/sources/source.ts';
import type { Control, TierAddresses } from '../support/tier.ts';

// The desk with its phone, in plain Node, as a file's tests open it and bring it to a call.

export interface DeskOptions {
  readonly log?: Log;
  /** What its microphone hears: a tone; 1000 where left out. */
  readonly hertz?: number;
  /** Of this computer: `settings.json`. */
  readonly settings?: object;
  readonly policies?: readonly PolicySource[];
  /** Where it keeps them; one of its own where left out. Gone after the test. */
  readonly folder?: string;
}

/** Opens desks with folders of their own, which know their cluster; all are closed after each test. */
export function desksOfFile(): (
  addresses: Pick<TierAddresses, 'configuration'>,
  options?: DeskOptions,
) => Promise<HeadlessDesk> {
  let open: { readonly headless: HeadlessDesk; readonly folder: string }[] = [];
  afterEach(async () => {
    for (const { headless, folder } of open) {
      await headless.close();
      await rm(folder, { recursive: true, force: true });
    }
    open = [];
  });
  return async ({ configuration }, options = {}) => {
    const { log = silentLog, hertz = 1_000, settings = {}, policies = [] } = options;
    const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'switchhook-desk-')));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings));
    const headless = await openHeadlessDesk({
      folder,
      configuration,
      microphone: { type: 'tone', hertz },
      newId: randomUUID,
      log,
      policies,
      bundles: folder,
    });
    open.push({ headless, folder });
    await until(headless, (state) => state.configuration.status === 'fresh');
    return headless;
  };
}

export function until({ desk }: HeadlessDesk, is: (state: DeskState) => boolean): Promise<DeskState> {
  return deskWhen(desk, is);
}

/** The desk takes the command. */
export async function done({ desk }: HeadlessDesk, command: DeskCommand): Promise<void> {
  expect(await desk.command(command)).toEqual({ ok: true });
}

export interface Login {
  readonly loginString?: string;
  readonly takeOver?: boolean;
}

/** Logged in, with a phone that is registered. */
export async function logIn(desk: HeadlessDesk, login: Login = {}): Promise<void> {
  const { loginString = '12345;xxyyzz;52513', takeOver = false } = login;
  await done(desk, { type: 'logIn', profile: 'Billing, blended', loginString, takeOver });
  await until(desk, ({ phone }) => phone.registration === 'registered');
}

/** Logged in, Ready, and talking to a caller with a tone for a voice. Resolves with the call's id. */
export async function talking(desk: HeadlessDesk, control: Control): Promise<string> {
  await logIn(desk);
  await done(desk, { type: 'setState', target: { state: 'Ready' } });
  const voice = { type: 'tone', hertz: 440 };
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0, voice });
  await until(desk, ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await done(desk, { type: 'answer', callId });
  await until(
    desk,
    ({ agent, sessions }) => agent?.state === 'Talking' && voiceSessions(sessions)[0]?.phase === 'talking',
  );
  return callId;
}
