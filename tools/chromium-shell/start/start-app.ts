import { PreventableEvent } from '../core/emitter.ts';
import { host } from '../core/host.ts';
import { app, ShellApp } from '../electron/app/app.ts';
import type { PageCommands } from '../electron/contents/page-commands.ts';
import { showThemeTo } from '../electron/desktop/native-theme.ts';
import { makeWindowsWith } from '../electron/window/browser-window.ts';
import { PageMaker } from '../electron/window/page-maker.ts';
import type { ResolvedChromium } from '../resolve-chromium.ts';

/** Starts Chromium and lets the app be ready, once the app's entry has run. */
export async function startApp(chromium: ResolvedChromium): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.on('web-contents-created', (_event, contents: PageCommands) => showThemeTo(contents));
  await ShellApp.start(app, chromium, async () => {
    Object.assign(process.versions, { chrome: host.chromium.version });
    const pages = new PageMaker((contents, details) => {
      app.emit('render-process-gone', new PreventableEvent(), contents, details);
    });
    await pages.watch();
    makeWindowsWith(pages);
  });
}
