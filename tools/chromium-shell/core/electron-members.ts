/** The interfaces of electron.d.ts whose missing members throw by name. */
const interfaces = new Set([
  ...['App', 'BrowserWindow', 'Clipboard', 'CommandLine', 'CrashReporter', 'Dialog'],
  ...['GlobalShortcut', 'IpcMain', 'Menu', 'MenuItem', 'NativeImage', 'NativeTheme', 'Net', 'Notification'],
  ...[
    'ParentPort',
    'PowerMonitor',
    'PowerSaveBlocker',
    'Protocol',
    'SafeStorage',
    'Screen',
    'Session',
    'Shell',
  ],
  ...['SystemPreferences', 'Tray', 'UtilityProcess', 'WebContents', 'WebFrameMain', 'WebRequest'],
]);

/**
 * The members of each interface of electron.d.ts, a line an interface: `Tray: destroy focus …`. A class has a
 * line of its own for its statics: `static BrowserWindow: fromId …`.
 */
export function electronMembersOf(declarations: string): string {
  const members = new Map<string, Set<string>>();
  let current: string | undefined;
  for (const line of declarations.split('\n')) {
    const head = /^ {2}(?:class|interface) (\w+)/.exec(line)?.[1];
    if (head !== undefined) current = interfaces.has(head) ? head : undefined;
    const [, isStatic, name] = /^ {4}(static )?(?:readonly )?(\w+)\??[(:<]/.exec(line) ?? [];
    if (current === undefined || name === undefined || name === 'constructor') continue;
    const owner = isStatic === undefined ? current : `static ${current}`;
    members.set(owner, (members.get(owner) ?? new Set()).add(name));
  }
  const lines = [...members].map(([owner, names]) => `${owner}: ${[...names].sort().join(' ')}`);
  return `${lines.sort().join('\n')}\n`;
}
