import type { Shell } from 'electron';
import { host } from '../../core/host.ts';
import { refuseMissing } from '../../core/missing.ts';

type Implemented = Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep'>;

const implemented: Implemented = {
  openExternal: async (url) => {
    if (!URL.canParse(url)) throw new Error('Invalid URL');
    host.control.note({ kind: 'external-opened', url });
  },
  openPath: async (path) => {
    host.control.note({ kind: 'path-opened', path });
    return '';
  },
  showItemInFolder: (path) => host.control.note({ kind: 'path-opened', path }),
  trashItem: async (path) => host.control.note({ kind: 'path-trashed', path }),
  beep: () => host.control.note({ kind: 'beeped' }),
};

/** Electron's `shell`: everything is recorded, and no program is started. */
export const shell = refuseMissing('Shell', implemented, 'shell');
