import type { Configuration } from 'electron-builder';
import { macPolicyDomain } from './contract/settings/policy-places.ts';

const here = import.meta.dirname;

/**
 * native-reg, which alone is not in the build: it looks for its binaries beside itself. They are N-API's, and fit any
 * Electron.
 */
const registryFiles = [
  packageFiles('native-reg', ['package.json', 'lib/*.js', 'prebuilds/**']),
  packageFiles('node-gyp-build', ['package.json', '*.js', 'LICENSE']),
];

function packageFiles(name: string, filter: string[]) {
  const folder = `node_modules/${name}`;
  return { from: folder, to: folder, filter };
}

/**
 * What `npm run package` makes of out/: the app for each system, and its installers. Made anew each time, for
 * electron-builder writes into it.
 */
export default () =>
  ({
    // Managed preferences count by it, so that it cannot be another than the policies' domain.
    appId: macPolicyDomain,
    productName: 'Switchhook',
    // A package for Debian must name somebody: whoever builds for others puts himself here.
    extraMetadata: {
      author: { name: 'Switchhook', email: 'switchhook@contact-centre.example' },
      homepage: 'https://switchhook.contact-centre.example',
      // By it a desktop of Linux knows the windows as this app's.
      desktopName: 'switchhook.desktop',
    },
    directories: { output: 'out/package', buildResources: 'assets/package' },
    // IT distributes: the desk asks nobody for updates.
    publish: null,

    files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'out/settings/**'],
    // No packages are to be looked for, or compiled for Electron: the build has them in it, but for native-reg.
    beforeBuild: async () => false,
    asar: true,
    // The system loads a binary from a file of its own, and switchhook-settings and native-reg are read as files too.
    asarUnpack: ['out/settings/**', 'node_modules/{native-reg,node-gyp-build}/**'],
    extraResources: [{ from: 'assets/policies', to: 'policies' }],

    electronFuses: {
      // switchhook-settings runs on the app's program as Node: a PC has no other. Whoever may start programs as the user
      // gains by it the app's name alone, and on macOS the microphone that the user has allowed the app.
      runAsNode: true,
      // Nobody makes a desk that was signed run other code by its environment, or by a debugger.
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      // Nor by a file beside it. The integrity of the archive is checked on Windows and macOS; Electron has none on Linux.
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      // The desk uses no cookies; what a page left there all the same is not to be read from the disk.
      enableCookieEncryption: true,
      // Its pages come by a scheme of their own.
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      // Macs with Apple silicon start no program that has changed since it was signed: where nobody's certificate is there
      // to sign the app anew, it is signed as nobody's.
      resetAdHocDarwinSignature: true,
    },

    win: {
      target: ['nsis', 'msi'],
      icon: 'assets/icons/switchhook.ico',
      files: registryFiles,
      // Not beside the program: the MSI's template makes an id of the name of each file there, and an id has no hyphen.
      extraResources: [
        { from: 'assets/package/windows/switchhook-settings.cmd', to: 'bin/switchhook-settings.cmd' },
      ],
    },
    // Both with their pages, for whoever installs by hand, and for all users of the computer: IT updates it as one.
    nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
    msi: {
      oneClick: false,
      perMachine: true,
      // By it Windows Installer knows a newer version as one: never to be changed.
      upgradeCode: '74D8E94C-B843-4EE6-9503-A773DD6464B3',
      // GPO and Intune install while nobody has logged in.
      runAfterFinish: false,
    },

    mac: {
      target: ['dmg', 'pkg'],
      category: 'public.app-category.business',
      icon: 'assets/icons/switchhook.icns',
      hardenedRuntime: true,
      entitlements: 'assets/package/macos/entitlements.plist',
      // The microphone is opened by a process of Chromium's.
      entitlementsInherit: 'assets/package/macos/entitlements.plist',
      extendInfo: { NSMicrophoneUsageDescription: 'Callers hear you through the microphone.' },
      darkModeSupport: true,
      extraResources: [{ from: 'assets/package/macos/switchhook-settings', to: 'bin/switchhook-settings' }],
    },
    // An update goes where MDM put the app, wherever somebody has moved it.
    pkg: { isRelocatable: false },

    linux: {
      target: ['deb'],
      category: 'Network',
      icon: 'assets/icons/switchhook.svg',
      executableName: 'switchhook',
      syncDesktopName: true,
      synopsis: 'The desktop of a contact-centre agent',
      extraResources: [{ from: 'assets/package/linux/switchhook-settings', to: 'bin/switchhook-settings' }],
    },
    deb: {
      fpm: [`${here}/assets/package/linux/usr-bin/switchhook-settings=/usr/bin/switchhook-settings`],
    },
  }) satisfies Configuration;
