import type { Page } from '@playwright/test';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';

/** The desk as main has it now, through the same bridge as the window's own. */
export function deskState(desk: Page): Promise<DeskState> {
  return desk.evaluate(
    () =>
      new Promise<DeskState>((resolve) => {
        window.switchhook?.onState(resolve);
      }),
  );
}

/** Sends a command over the bridge, whatever it is; resolves with its outcome, or with what main said of it. */
export function sendCommand(desk: Page, command: unknown): Promise<CommandOutcome | { refused: string }> {
  return desk.evaluate(
    (sent) =>
      window.switchhook
        ?.command(sent as DeskCommand)
        .catch((error: Error) => ({ refused: error.message })) ?? { refused: 'no bridge' },
    command,
  );
}
