import { expect } from '@playwright/test';
import type { DeskPage } from './desk-page.ts';
import type { Control } from './tier.ts';

/** Who calls in most tests: a caller of the shipped scenario, with a tone for a voice. */
export const aileen = { name: 'Aileen Mackay', number: '01314960142', tone: 440 };

/** Another of them, who calls the agent's device and not the queue. */
export const rhona = { name: 'Rhona Baird', number: '07700900461', tone: 523 };

/** Logs in, goes Ready, and lets the caller ring. Resolves with the call's id. */
export async function letRing(desk: DeskPage, control: Control): Promise<string> {
  await desk.logIn();
  await desk.whole();
  await desk.ready();
  return placeCall(desk, control);
}

/** Places a call for the agent who is Ready at that desk, and waits until it rings there. */
export async function placeCall(desk: DeskPage, control: Control): Promise<string> {
  const callId = await control.placeCall({
    caller: aileen.name,
    menuMs: 0,
    voice: { type: 'tone', hertz: aileen.tone },
  });
  await expect(desk.incoming(aileen.name)).toBeVisible();
  return callId;
}

/** From logged out to talking to the caller. */
export async function letTalk(desk: DeskPage, control: Control): Promise<string> {
  const callId = await letRing(desk, control);
  await desk.answer();
  return callId;
}

/** Another caller rings the agent's device, whatever he is doing. Resolves with that call's id. */
export async function letRhonaRing(desk: DeskPage, control: Control, device = '52513'): Promise<string> {
  const callId = await control.placeCall({
    caller: rhona.name,
    to: device,
    voice: { type: 'tone', hertz: rhona.tone },
  });
  await expect(desk.incoming(rhona.name)).toBeVisible();
  return callId;
}
