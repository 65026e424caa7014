import { type ComponentType, type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

type DeskScreenFile =
  | { readonly status: 'unread' }
  | { readonly status: 'read'; readonly DeskScreen: ComponentType }
  | { readonly status: 'failed'; readonly error: unknown };

/**
 * The desk's screen is most of the window's code, and nobody needs it to log in: it is a file of its own,
 * read once the login screen is there. A store and not React's `lazy`, which shows its fallback
 * for a third of a second even where the file was read long ago.
 */
const file = createStore<DeskScreenFile>(() => ({ status: 'unread' }));

/** Reads the desk's screen ahead of its drawing. Never rejects: a failure is thrown where it is drawn. */
export async function readDeskScreen(): Promise<void> {
  if (file.getState().status !== 'unread') return;
  try {
    const { DeskScreen } = await import('./desk-screen.tsx');
    file.setState({ status: 'read', DeskScreen });
  } catch (error) {
    file.setState({ status: 'failed', error });
  }
}

/** The desk's screen, or what stands in for it while it is read. */
export function DeskScreenOnceRead({ meanwhile }: { readonly meanwhile: ReactNode }) {
  const screen = useStore(file);
  useEffect(() => {
    if (screen.status === 'unread') void readDeskScreen();
  }, [screen.status]);
  switch (screen.status) {
    case 'unread':
      return meanwhile;
    case 'read':
      return <screen.DeskScreen />;
    case 'failed':
      throw screen.error;
  }
}
