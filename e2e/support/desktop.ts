import type { ElectronApplication } from '@playwright/test';

/** Keeps the browser closed, and answers from then on with the addresses that the app would have opened in it. */
export async function watchBrowser(
  application: ElectronApplication,
): Promise<() => Promise<readonly string[]>> {
  const opened = await application.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    Object.assign(shell, {
      openExternal: async (url: string): Promise<void> => {
        urls.push(url);
      },
    });
    return urls;
  });
  return () => opened.jsonValue();
}

/** A question that the app asked in a box of its own. */
export interface AskedQuestion {
  readonly message: string;
  readonly detail: string | null;
  readonly buttons: readonly string[];
}

/**
 * From now on the app's questions are answered with the button of that word. Answers with what was asked so far.
 * The box itself is the computer's, which no test can click.
 */
export async function answerQuestions(
  application: ElectronApplication,
  word: string,
): Promise<() => Promise<readonly AskedQuestion[]>> {
  const asked = await application.evaluateHandle(({ dialog }, wanted) => {
    const questions: AskedQuestion[] = [];
    Object.assign(dialog, {
      showMessageBox: async (...shown: readonly unknown[]): Promise<object> => {
        const { message, detail, buttons } = shown.at(-1) as Electron.MessageBoxOptions;
        questions.push({ message, detail: detail ?? null, buttons: buttons ?? [] });
        return { response: buttons?.indexOf(wanted) ?? -1, checkboxChecked: false };
      },
    });
    return questions;
  }, word);
  return () => asked.jsonValue();
}
