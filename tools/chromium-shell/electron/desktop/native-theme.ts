import type { NativeTheme } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import { PageCommands } from '../contents/page-commands.ts';
import { contentsRegistry } from '../contents/web-contents.ts';

type ThemeSource = NativeTheme['themeSource'];

/** Electron's `nativeTheme` on a light system. `themeSource` reaches the pages' prefers-color-scheme. */
class ShellNativeTheme extends ElectronEmitter implements PartOf<NativeTheme, ShellNativeTheme> {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly shouldDifferentiateWithoutColor = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;
  #themeSource: ThemeSource = 'system';

  get shouldUseDarkColors(): boolean {
    return this.#themeSource === 'dark';
  }

  get themeSource(): ThemeSource {
    return this.#themeSource;
  }

  set themeSource(source: ThemeSource) {
    if (source === this.#themeSource) return;
    const wasDark = this.shouldUseDarkColors;
    this.#themeSource = source;
    for (const contents of contentsRegistry.all) this.#show(contents);
    if (wasDark !== this.shouldUseDarkColors) this.emit('updated');
  }

  /** Shows a new page the theme. No member of Electron's. */
  static applyTo(theme: ShellNativeTheme, contents: PageCommands): void {
    if (theme.#themeSource !== 'system') theme.#show(contents);
  }

  #show(contents: PageCommands): void {
    const value = this.#themeSource === 'system' ? '' : this.#themeSource;
    PageCommands.page(contents)
      .then((page) =>
        page.notify('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }),
      )
      .catch(() => {});
  }
}

refuseMissing('NativeTheme', ShellNativeTheme.prototype, 'nativeTheme');

export const nativeTheme = new ShellNativeTheme();

/** Shows a new page the theme. */
export function showThemeTo(contents: PageCommands): void {
  ShellNativeTheme.applyTo(nativeTheme, contents);
}
