import { type ComponentType, type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** A part of the window that is a file of its own, read when it is first needed. */
export interface ScreenFile {
  /** Reads it ahead of its drawing. Never rejects: a failure is thrown where it is drawn. */
  read(): Promise<void>;
  /** It, or what stands in for it while it is read. */
  readonly OnceRead: ComponentType<{ readonly meanwhile: ReactNode }>;
}

type Reading =
  | { readonly status: 'unread' }
  | { readonly status: 'reading' }
  | { readonly status: 'read'; readonly Screen: ComponentType }
  | { readonly status: 'failed'; readonly error: unknown };

/**
 * A store and not React's `lazy`, which shows its fallback for a third of a second even where the file was read long
 * ago.
 */
export function screenFile(load: () => Promise<ComponentType>): ScreenFile {
  const file = createStore<Reading>(() => ({ status: 'unread' }));
  const read = async (): Promise<void> => {
    if (file.getState().status !== 'unread') return;
    file.setState({ status: 'reading' }, true);
    try {
      file.setState({ status: 'read', Screen: await load() }, true);
    } catch (error) {
      file.setState({ status: 'failed', error }, true);
    }
  };
  function OnceRead({ meanwhile }: { readonly meanwhile: ReactNode }) {
    const screen = useStore(file);
    useEffect(() => {
      void read();
    }, []);
    switch (screen.status) {
      case 'unread':
      case 'reading':
        return meanwhile;
      case 'read':
        return <screen.Screen />;
      case 'failed':
        throw screen.error;
    }
  }
  return { read, OnceRead };
}
