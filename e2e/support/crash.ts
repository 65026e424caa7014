import type { ElectronApplication } from '@playwright/test';

export type WindowName = 'desk' | 'phone';

/** Crashes a window's page; Playwright's own page is dead from then on. */
export function crash(application: ElectronApplication, name: WindowName): Promise<void> {
  return application.evaluate(({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().includes(`/${page}/`),
    );
    if (!window) throw new Error(`There is no ${page} window.`);
    const gone = new Promise<void>((resolve) =>
      window.webContents.once('render-process-gone', () => resolve()),
    );
    window.webContents.forcefullyCrashRenderer();
    return gone;
  }, name);
}

/** What a page says to a script, asked by main: for a page that Playwright has lost. Null: it does not answer yet. */
export function ask(application: ElectronApplication, name: WindowName, script: string): Promise<unknown> {
  return application.evaluate(
    ({ BrowserWindow }, [page, code]) => {
      const window = BrowserWindow.getAllWindows().find((each) =>
        each.webContents.getURL().includes(`/${page}/`),
      );
      return window && !window.webContents.isCrashed()
        ? window.webContents.executeJavaScript(code).catch(() => null)
        : null;
    },
    [name, script] as const,
  );
}
