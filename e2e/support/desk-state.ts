import type { Page } from '@playwright/test';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';

/** The desk as main has it now, through the bridge that the window's own code uses. */
export function deskState(desk: Page): Promise<DeskState> {
  return desk.evaluate(
    () =>
      new Promise<DeskState>((resolve, reject) => {
        if (!window.switchhook) reject(new Error('There is no bridge on this page.'));
        const stop = window.switchhook?.onState((state) => {
          // It may call back before it has returned.
          queueMicrotask(() => stop?.());
          resolve(state);
        });
      }),
  );
}

/** Sends a command over the bridge, whatever it is. Resolves with its outcome, or with why main refused it. */
export function sendCommand(
  desk: Page,
  command: unknown,
): Promise<CommandOutcome | { readonly refused: string }> {
  return desk.evaluate(async (sent) => {
    try {
      if (!window.switchhook) throw new Error('There is no bridge on this page.');
      return await window.switchhook.command(sent as DeskCommand);
    } catch (error) {
      return { refused: String(error) };
    }
  }, command);
}
