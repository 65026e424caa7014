/** What is told of the communication session across the window, while it is so. */
export const sessionBanner = {
  down: 'sessions-down',
  closed: 'sessions-closed',
  refused: 'sessions-refused',
} as const;

export const sessionBanners: readonly string[] = Object.values(sessionBanner);
