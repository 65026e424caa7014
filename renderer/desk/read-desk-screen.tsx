import { screenFile } from './screen-file.tsx';

/**
 * The desk's screen is most of the window's code, and nobody needs it to log in: it is read once the login screen is
 * there.
 */
export const deskScreenFile = screenFile(async () => (await import('./desk-screen.tsx')).DeskScreen);
