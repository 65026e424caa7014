import type { Cell } from './cells.ts';

/**
 * A cell or two for every target and fault that the headless desk does not play in `npm test`, through the app; all phases
 * are among them.
 */
export const appCells: readonly Cell[] = [
  { fault: 'kill', target: 'configuration', phase: 'logging in' },
  { fault: 'freeze', target: 'configuration', phase: 'logged out' },
  { fault: 'slow', target: 'configuration', phase: 'logged out' },
  { fault: 'cut', target: 'configuration', phase: 'idle' },
  { fault: 'flap', target: 'configuration', phase: 'talking' },
  { fault: 'slow', target: 'CTI', phase: 'mid-request' },
  { fault: 'cut', target: 'CTI', phase: 'consulting' },
  { fault: 'flap', target: 'CTI', phase: 'wrap-up' },
  { fault: 'slow', target: 'SIP edges shared', phase: 'ringing' },
  { fault: 'cut', target: 'SIP edges shared', phase: 'talking' },
  { fault: 'flap', target: 'SIP edges shared', phase: 'held' },
  { fault: 'slow', target: 'SIP edges separate', phase: 'mid-request' },
  { fault: 'cut', target: 'SIP edges separate', phase: 'ringing' },
  { fault: 'flap', target: 'SIP edges separate', phase: 'talking' },
  { fault: 'kill', target: 'licensing', phase: 'talking' },
  { fault: 'freeze', target: 'licensing', phase: 'logging in' },
  { fault: 'slow', target: 'licensing', phase: 'logged out' },
  { fault: 'cut', target: 'licensing', phase: 'idle' },
  { fault: 'flap', target: 'licensing', phase: 'wrap-up' },
  { fault: 'kill', target: 'desk window', phase: 'consulting' },
  { fault: 'freeze', target: 'desk window', phase: 'ringing' },
  { fault: 'flap', target: 'desk window', phase: 'wrap-up' },
  { fault: 'kill', target: 'phone window', phase: 'idle' },
  { fault: 'kill', target: 'phone window', phase: 'consulting' },
  { fault: 'freeze', target: 'phone window', phase: 'talking' },
  { fault: 'flap', target: 'phone window', phase: 'wrap-up' },
  { fault: 'kill', target: 'whole app', phase: 'wrap-up' },
  { fault: 'kill', target: 'whole app', phase: 'talking' },
  { fault: 'freeze', target: 'whole app', phase: 'talking' },
  { fault: 'slow', target: 'whole app', phase: 'talking' },
  { fault: 'cut', target: 'whole app', phase: 'held' },
  { fault: 'flap', target: 'whole app', phase: 'logged out' },
];
