import { expect, test } from 'vitest';
import { macosMachine } from './macos-machine.ts';

test('managed preferences are written by nobody but MDM, and that is said', () => {
  const written = macosMachine('/Library/Managed Preferences/com.switchhook.desktop.plist').write(new Map());
  expect(written).toMatchObject({
    ok: false,
    error: { type: 'refused', message: expect.stringContaining('written by MDM alone') },
  });
});
