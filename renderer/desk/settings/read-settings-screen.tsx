import { screenFile } from '../screen-file.tsx';

/** Few agents ever open it. */
const settingsScreenFile = screenFile(async () => (await import('./settings-screen.tsx')).SettingsScreen);

export function SettingsScreenOnceRead() {
  return (
    <settingsScreenFile.OnceRead
      meanwhile={
        <p className="section ink-2" role="status">
          Opening the settings
        </p>
      }
    />
  );
}
