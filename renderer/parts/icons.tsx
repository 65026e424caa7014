import type { ReactNode } from 'react';

/** The handset, lying flat: release and the product's mark; turned, every other phone. */
const handset =
  'M2.8 13.3c0-4 4.1-6.5 9.2-6.5s9.2 2.5 9.2 6.5v1.1a1.5 1.5 0 0 1-1.75 1.48l-2.95-.5A1.5 1.5 0 0 1 15.2 13.9v-1.75a11.6 11.6 0 0 0-6.4 0v1.75a1.5 1.5 0 0 1-1.3 1.48l-2.95.5A1.5 1.5 0 0 1 2.8 14.4z';

const heldHandset = (
  <g transform="rotate(-135 12 12) translate(0 0.65)">
    <path d={handset} />
  </g>
);

const eye = (
  <>
    <path d="M2.4 12S6 5.4 12 5.4 21.6 12 21.6 12 18 18.6 12 18.6 2.4 12 2.4 12z" />
    <circle cx="12" cy="12" r="2.9" />
  </>
);

/** Every icon: drawn on a grid of 24, with one stroke. */
export const icons = {
  mark: (
    <>
      <path transform="translate(0 -2.6)" d={handset} />
      <path d="M4 20.6h16M8.2 20.4v-3M15.8 20.4v-3" />
    </>
  ),
  settings: (
    <>
      <path d="M3.6 7h8.6M17.2 7h3.2M3.6 17h3.2M11.8 17h8.6" />
      <circle cx="14.7" cy="7" r="2.4" />
      <circle cx="9.3" cy="17" r="2.4" />
    </>
  ),
  minimise: <path d="M6 12h12" />,
  maximise: <rect x="6.5" y="6.5" width="11" height="11" rx="1" />,
  close: <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />,
  chevron: <path d="M7 10l5 5 5-5" />,
  check: <path d="M5 12.6l4.6 4.6L19 7.4" />,
  plus: <path d="M12 5.5v13M5.5 12h13" />,
  alert: (
    <>
      <path d="M12 3.8L2.6 19.8h18.8z" />
      <path d="M12 10v4.4M12 17v.01" />
    </>
  ),
  swap: <path d="M4 8h14M14.4 4.4L18 8l-3.6 3.6M20 16H6M9.6 12.4L6 16l3.6 3.6" />,
  expand: <path d="M4 9.4V4h5.4M20 14.6V20h-5.4M4.2 4.2l6 6M19.8 19.8l-6-6" />,
  backspace: (
    <>
      <path d="M8.6 5.4h11A1.6 1.6 0 0 1 21.2 7v10a1.6 1.6 0 0 1-1.6 1.6h-11L2.6 12z" />
      <path d="M11.6 9.4l5.2 5.2M16.8 9.4l-5.2 5.2" />
    </>
  ),
  eye,
  eyeClosed: (
    <>
      {eye}
      <path d="M4 4.4l16 15.2" />
    </>
  ),
  search: <path d="M15.2 15.2l5.3 5.3M10.4 17a6.6 6.6 0 1 0 0-13.2 6.6 6.6 0 0 0 0 13.2z" />,
  lock: (
    <>
      <rect x="4.8" y="10.6" width="14.4" height="9.8" rx="2" />
      <path d="M8 10.4V7.8a4 4 0 0 1 8 0v2.6" />
    </>
  ),
  lockOpen: (
    <>
      <rect x="4.8" y="10.6" width="14.4" height="9.8" rx="2" />
      <path d="M8 10.4V7.2a4 4 0 0 1 7.7-1.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.4l3.4 2" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="3.8" />
      <path d="M4.6 20.4a7.4 7.4 0 0 1 14.8 0" />
    </>
  ),
  device: (
    <>
      <rect x="2.8" y="4" width="18.4" height="12.4" rx="1.8" />
      <path d="M8.6 20.4h6.8M12 16.6v3.6" />
    </>
  ),
  phone: heldHandset,
  answer: heldHandset,
  inbound: (
    <>
      {heldHandset}
      <path d="M14.6 4v5.4H20M14.8 9.2L20.6 3.4" />
    </>
  ),
  outbound: (
    <>
      {heldHandset}
      <path d="M15.2 3.4h5.4v5.4M20.4 3.6l-5.8 5.8" />
    </>
  ),
  release: (
    <>
      <path transform="translate(0 -1.4)" d={handset} />
      <path d="M12 17v4.6M9.4 19.2l2.6 2.6 2.6-2.6" />
    </>
  ),
  hold: <path d="M9 5.5v13M15 5.5v13" strokeWidth="2.6" />,
  retrieve: <path d="M8 5.2v13.6l11-6.8z" />,
  microphone: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6" />
    </>
  ),
  microphoneOff: (
    <path d="M15 10.6V6a3 3 0 0 0-5.7-1.3M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.5 11.5a6.4 6.4 0 0 1-.6 2.7M12 18v3M9 21h6M4 3.5l16 17" />
  ),
  speaker: (
    <path d="M3.6 9.4v5.2h3.6l4.8 4V5.4l-4.8 4zM15.4 9a4.2 4.2 0 0 1 0 6M18 6.2a8.2 8.2 0 0 1 0 11.6" />
  ),
  ringer: (
    <path d="M5.6 16.8c1.4-1.4 1.6-3 1.6-6a4.8 4.8 0 0 1 9.6 0c0 3 .2 4.6 1.6 6zM10 19.8a2.1 2.1 0 0 0 4 0" />
  ),
  keypad: (
    <path
      strokeWidth="2.7"
      d="M6 4.5h.01M12 4.5h.01M18 4.5h.01M6 10h.01M12 10h.01M18 10h.01M6 15.5h.01M12 15.5h.01M18 15.5h.01M12 21h.01"
    />
  ),
  consult: (
    <>
      <path d="M4 3.8h9.6A1.6 1.6 0 0 1 15.2 5.4v5a1.6 1.6 0 0 1-1.6 1.6H8.2l-3.4 2.9V12H4a1.6 1.6 0 0 1-1.6-1.6v-5A1.6 1.6 0 0 1 4 3.8z" />
      <path d="M18.4 8.9H20a1.6 1.6 0 0 1 1.6 1.6v5a1.6 1.6 0 0 1-1.6 1.6h-.8V20l-3.4-2.9h-4.4a1.6 1.6 0 0 1-1.6-1.6v-.2" />
    </>
  ),
  transfer: <path d="M2.8 12h13.4M11.4 7l5 5-5 5M20.8 5v14" />,
  conference: (
    <>
      <circle cx="12" cy="8.4" r="2.8" />
      <path d="M6.6 18.8a5.4 5.4 0 0 1 10.8 0" />
      <circle cx="4.9" cy="9.8" r="1.9" />
      <path d="M1.6 16.6a3.6 3.6 0 0 1 3.2-3.2" />
      <circle cx="19.1" cy="9.8" r="1.9" />
      <path d="M22.4 16.6a3.6 3.6 0 0 0-3.2-3.2" />
    </>
  ),
  chat: (
    <path d="M5 4.4h14A1.6 1.6 0 0 1 20.6 6v8.8a1.6 1.6 0 0 1-1.6 1.6h-7.4L7.2 20v-3.6H5a1.6 1.6 0 0 1-1.6-1.6V6A1.6 1.6 0 0 1 5 4.4z" />
  ),
  mail: (
    <>
      <rect x="2.8" y="5" width="18.4" height="14" rx="1.8" />
      <path d="M3.4 6.8L12 13.2l8.6-6.4" />
    </>
  ),
  action: (
    <>
      <rect x="3.8" y="3.8" width="16.4" height="16.4" rx="2.2" />
      <path d="M8 12.3l2.8 2.8L16.2 9.4" />
    </>
  ),
  manual: (
    <>
      <path d="M4 20l1-4.4L16.2 4.5a1.8 1.8 0 0 1 2.6 0l.7.7a1.8 1.8 0 0 1 0 2.6L8.4 19z" />
      <path d="M14 6.8l3.2 3.2" />
    </>
  ),
  send: <path d="M3.6 11.6L20.4 4 15 20.4l-3.8-6.8zM11.2 13.6L20.2 4.2" />,
  bullets: <path d="M9.5 6.5H20M9.5 12H20M9.5 17.5H20M5 6.5h.01M5 12h.01M5 17.5h.01" />,
  down: <path d="M12 5v13.6M6.4 13l5.6 5.6 5.6-5.6" />,
  ready: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M7.9 12.4l2.8 2.8 5.4-6" />
    </>
  ),
  partial: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 3a9 9 0 0 0 0 18z" fill="currentColor" />
    </>
  ),
  reserved: (
    <path d="M6 3.2h12M6 20.8h12M7.8 3.2v3.1c0 2.6 4.2 3.5 4.2 5.7s-4.2 3.1-4.2 5.7v3.1M16.2 3.2v3.1c0 2.6-4.2 3.5-4.2 5.7s4.2 3.1 4.2 5.7v3.1" />
  ),
  talking: (
    <>
      {heldHandset}
      <path d="M14.6 6.4a4.2 4.2 0 0 1 3 3M15 2.9a7.6 7.6 0 0 1 6.1 6.1" />
    </>
  ),
  wrapUp: (
    <>
      <rect x="4.8" y="4.6" width="14.4" height="16.4" rx="1.8" />
      <path d="M9 2.8h6v3.6H9z" fill="var(--st, none)" />
      <path d="M8.6 11.4h6.8M8.6 15.6h4.4" />
    </>
  ),
  notReady: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M7.6 12h8.8" strokeWidth="2.4" />
    </>
  ),
  loggedOut: <path d="M12 3v8.4M7 6.1a8 8 0 1 0 10 0" />,
  lost: (
    <g transform="rotate(-45 12 12)">
      <path d="M6.6 7.6H5.2a4.4 4.4 0 0 0 0 8.8h1.4zM6.6 10h3M6.6 14h3M.8 12H-2.6M17 7.6h1.4a4.4 4.4 0 0 1 0 8.8H17zM23.2 12h3.4" />
    </g>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof icons;
