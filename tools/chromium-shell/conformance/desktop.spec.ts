import { expect, test } from './fixtures.ts';

test('what leaves for the desktop is recorded, and nothing is opened @shell', async ({ app }) => {
  const record = await app.evaluate(async ({ app: electronApp, shell, powerSaveBlocker }) => {
    const before = globalThis.chromiumShell?.record.length ?? 0;
    await shell.openExternal('https://crm.example.com/?call=1');
    const refused = await shell.openExternal('no address').catch(() => 'refused');
    electronApp.setAsDefaultProtocolClient('tel');
    electronApp.setLoginItemSettings({ openAtLogin: true });
    electronApp.setBadgeCount(3);
    const id = powerSaveBlocker.start('prevent-app-suspension');
    const started = powerSaveBlocker.isStarted(id);
    powerSaveBlocker.stop(id);
    const kept = [
      refused,
      started,
      powerSaveBlocker.isStarted(id),
      electronApp.isDefaultProtocolClient('tel'),
    ];
    const { openAtLogin } = electronApp.getLoginItemSettings();
    return { kept: [...kept, openAtLogin], record: globalThis.chromiumShell?.record.slice(before) };
  });
  expect(record).toEqual({
    kept: ['refused', true, false, true, true],
    record: [
      { kind: 'external-opened', url: 'https://crm.example.com/?call=1' },
      { kind: 'protocol-client-set', scheme: 'tel', isDefault: true },
      { kind: 'login-item-set', settings: { openAtLogin: true } },
      { kind: 'badge-shown', count: 3 },
      { kind: 'power-save-blocked', id: 1, type: 'prevent-app-suspension' },
      { kind: 'power-save-released', id: 1 },
    ],
  });
});

test('a test answers dialogs, in order; what is not answered is cancelled @shell', async ({ app }) => {
  const answers = await app.evaluate(async ({ dialog, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    globalThis.chromiumShell?.answer('showMessageBox', { response: 1, checkboxChecked: true });
    globalThis.chromiumShell?.answer('showMessageBox', { response: 2, checkboxChecked: false });
    globalThis.chromiumShell?.answer('showOpenDialog', { canceled: false, filePaths: ['/a.wav'] });
    const question = { message: 'End the call?', buttons: ['Stay', 'End'], cancelId: 0 };
    return [
      await dialog.showMessageBox(window, question),
      await dialog.showMessageBox(question),
      await dialog.showMessageBox(question),
      await dialog.showOpenDialog({ properties: ['openFile'] }),
      await dialog.showSaveDialog({}),
      globalThis.chromiumShell?.record.filter(({ kind }) => kind === 'dialog-shown').length,
      globalThis.chromiumShell?.record.find(({ kind }) => kind === 'dialog-shown'),
    ];
  });
  expect(answers).toEqual([
    { response: 1, checkboxChecked: true },
    { response: 2, checkboxChecked: false },
    { response: 0, checkboxChecked: false },
    { canceled: false, filePaths: ['/a.wav'] },
    { canceled: true, filePath: '' },
    5,
    {
      kind: 'dialog-shown',
      dialog: 'showMessageBox',
      options: { message: 'End the call?', buttons: ['Stay', 'End'], cancelId: 0 },
    },
  ]);
});

test('notifications, trays, menus and shortcuts are found and used by a test @shell', async ({ app }) => {
  const heard = await app.evaluate(({ globalShortcut, Menu, nativeImage, Notification, Tray }) => {
    const told: string[] = [];
    const notification = new Notification({ title: 'Call', body: 'from 100' });
    notification.on('click', () => told.push('notification'));
    notification.show();
    const menu = Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'ready', label: 'Ready', click: () => told.push('menu item') }] },
      { id: 'mute', type: 'checkbox', label: 'Mute' },
    ]);
    const tray = new Tray(nativeImage.createEmpty());
    tray.setToolTip('Not Ready');
    tray.setContextMenu(menu);
    tray.on('click', () => told.push('tray'));
    globalShortcut.register('Control+Alt+A', () => told.push('shortcut'));
    const again = globalShortcut.register('Control+Alt+A', () => {});

    globalThis.chromiumShell?.notifications.at(-1)?.emit('click');
    globalThis.chromiumShell?.trays.at(-1)?.emit('click');
    globalThis.chromiumShell?.pressShortcut('Control+Alt+A');
    menu.getMenuItemById('ready')?.click();
    menu.getMenuItemById('mute')?.click();
    globalShortcut.unregisterAll();
    const isChecked = menu.getMenuItemById('mute')?.checked;
    const kinds = globalThis.chromiumShell?.record.map(({ kind }) => kind);
    return { told, again, isChecked, left: globalShortcut.isRegistered('Control+Alt+A'), kinds };
  });
  expect(heard).toMatchObject({
    told: ['notification', 'tray', 'shortcut', 'menu item'],
    again: false,
    isChecked: true,
    left: false,
  });
  const kinds = [
    'notification-shown',
    'tray-shown',
    'tray-tool-tip-shown',
    'shortcut-registered',
    'shortcut-released',
  ];
  expect(heard.kinds).toEqual(expect.arrayContaining(kinds));
});

test('safeStorage has no keyring, says so, and hides nothing @shell', async ({ app }) => {
  const seen = await app.evaluate(async ({ safeStorage }) => {
    const why = (error: unknown): string => (error instanceof Error ? error.message : '');
    const refused = (read: () => unknown): string => {
      try {
        return String(read());
      } catch (error) {
        return why(error);
      }
    };
    return {
      isAvailable: await safeStorage.isAsyncEncryptionAvailable(),
      backend: safeStorage.getSelectedStorageBackend(),
      hidden: await safeStorage.encryptStringAsync('s3cret grüß').then(String, why),
      givenBack: await safeStorage.decryptStringAsync(Buffer.from('v10')).then(String, why),
      old: refused(() => safeStorage.encryptString('s3cret grüß')),
    };
  });
  expect(seen).toEqual({
    isAvailable: false,
    backend: 'basic_text',
    hidden: expect.stringContaining('encryption is not available'),
    givenBack: expect.stringContaining('encryption is not available'),
    old: expect.stringContaining('safeStorage.encryptString is not implemented'),
  });
});

test('the clipboard keeps text, the screen has a size', async ({ app }) => {
  const seen = await app.evaluate(async ({ clipboard, screen }) => {
    await clipboard.writeText('+49 30 123');
    const text = await clipboard.readText();
    return { text, size: screen.getPrimaryDisplay().workAreaSize };
  });
  expect(seen.text).toBe('+49 30 123');
  expect(Math.min(seen.size.width, seen.size.height)).toBeGreaterThan(100);
});

test('a theme set by the app reaches the pages', async ({ app, page }) => {
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const told = await app.evaluate(async ({ nativeTheme }) => {
    const updates: boolean[] = [];
    nativeTheme.on('updated', () => updates.push(nativeTheme.shouldUseDarkColors));
    nativeTheme.themeSource = 'dark';
    return updates;
  });
  expect(told).toEqual([true]);
  await expect.poll(isDark).toBe(true);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expect.poll(isDark).toBe(false);
});

test('the power monitor’s events can be emitted', async ({ app }) => {
  const heard = await app.evaluate(({ powerMonitor }) => {
    const names = ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const;
    const told: string[] = [];
    for (const name of names) powerMonitor.on(name as 'suspend', () => told.push(name));
    for (const name of names) powerMonitor.emit(name);
    return told;
  });
  expect(heard).toEqual(['suspend', 'resume', 'lock-screen', 'unlock-screen']);
});

test('a page is captured', async ({ app, page }) => {
  const window = await app.browserWindow(page);
  expect(await window.evaluate(async (w) => (await w.capturePage()).getSize())).toEqual({
    width: 900,
    height: 640,
  });
});
