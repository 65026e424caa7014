import { refuseMissing } from '../../core/missing.ts';
import { contentsRegistry } from './web-contents.ts';
import type { ShellWebFrame } from './web-frame.ts';

/** Electron's `webContents`. */
export const webContents = refuseMissing(
  'static WebContents',
  {
    getAllWebContents: () => contentsRegistry.all,
    getFocusedWebContents: () => contentsRegistry.all.find((contents) => contents.isFocused()) ?? null,
    fromId: (id: number) => contentsRegistry.byId(id),
    fromDevToolsTargetId: (targetId: string) => contentsRegistry.byTarget(targetId),
    fromFrame: (frame: ShellWebFrame) =>
      contentsRegistry.all.find(({ mainFrame }) => mainFrame === frame.top),
  },
  'webContents',
);
