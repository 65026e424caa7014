import { registerHooks } from 'node:module';

const specifiers = new Set(['electron', 'electron/main', 'electron/common']);
const asModule = 'chromium-shell:electron';
const asCommonJs = new URL('electron-commonjs.cjs', import.meta.url).href;

/**
 * From now on `electron` is this object, for import and for require, with no build step: the module's text is
 * made of the object's names, and its default export is the object, which is what electron-store imports.
 */
export function serveElectron(electron: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, { chromiumShellElectron: electron });
  const names = Object.keys(electron).join(', ');
  const source = `const electron = globalThis.chromiumShellElectron;
export default electron;
export const { ${names} } = electron;
`;
  registerHooks({
    resolve: (specifier, context, next) => {
      // Electron's own builtin: the file system without its view of archives, which the shell does not have.
      if (specifier === 'original-fs') return next('node:fs', context);
      if (!specifiers.has(specifier)) return next(specifier, context);
      return { url: context.conditions.includes('require') ? asCommonJs : asModule, shortCircuit: true };
    },
    load: (url, context, next) =>
      url === asModule ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
}
