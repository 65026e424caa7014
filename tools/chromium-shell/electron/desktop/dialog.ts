import type { MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { DialogAnswers } from '../../control.ts';
import { host } from '../../core/host.ts';
import { refuseMissing } from '../../core/missing.ts';

/** A dialog's arguments: the window that it belongs to may come first. */
type Arguments<Options> = readonly [options: Options] | readonly [window: object, options: Options];

/** Electron's `dialog`. Nothing is drawn: a test answers by `chromiumShell.answer`, otherwise all is cancelled. */
export const dialog = refuseMissing(
  'Dialog',
  {
    showMessageBox: (...shown: Arguments<MessageBoxOptions>) => {
      const options = optionsOf(shown);
      return show('showMessageBox', options, { response: options.cancelId ?? 0, checkboxChecked: false });
    },
    showOpenDialog: (...shown: Arguments<OpenDialogOptions>) =>
      show('showOpenDialog', optionsOf(shown), { canceled: true, filePaths: [] }),
    showSaveDialog: (...shown: Arguments<SaveDialogOptions>) =>
      show('showSaveDialog', optionsOf(shown), { canceled: true, filePath: '' }),
    showErrorBox: (title: string, content: string) => {
      host.control.note({ kind: 'dialog-shown', dialog: 'showErrorBox', options: { title, content } });
      console.error(`${title}\n${content}`);
    },
  },
  'dialog',
);

function optionsOf<Options>(shown: Arguments<Options>): Options {
  return shown.length === 1 ? shown[0] : shown[1];
}

async function show<Name extends keyof DialogAnswers>(
  name: Name,
  options: object,
  cancelled: DialogAnswers[Name],
): Promise<DialogAnswers[Name]> {
  host.control.note({ kind: 'dialog-shown', dialog: name, options: { ...options } });
  return host.control.takeAnswer(name) ?? cancelled;
}
