import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { SoundSettings } from './support/sound-settings.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

/** Where each sound of the phone begins to play from now on: names of devices, oldest first. */
async function watchPlaying(phone: Page): Promise<() => Promise<readonly string[]>> {
  const played = await phone.evaluateHandle(async () => {
    const heard: string[] = [];
    const devices = await navigator.mediaDevices.enumerateDevices();
    document.addEventListener(
      'playing',
      ({ target }) => {
        if (!(target instanceof HTMLAudioElement)) return;
        const id = target.sinkId || 'default';
        heard.push(devices.find((each) => each.kind === 'audiooutput' && each.deviceId === id)?.label ?? id);
      },
      true,
    );
    return heard;
  });
  return () => played.jsonValue();
}

test.describe('before a call', () => {
  test('no microphone is said in words, before Ready', async ({ openApp }) => {
    const app = await openApp({ without: 'microphone' });
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await desk.whole();
    const strip = desk.page.locator('.strips');
    await expect(strip).toContainText('No microphone. Callers could not hear you.');
    await expect(strip).toContainText('Plug in a headset');
    const sound = new SoundSettings(desk);
    await sound.open();
    await expect(sound.dialog).toContainText('No microphone.');
    await expect(sound.chooser('Microphone')).toBeDisabled();
    await expect(sound.chooser('Microphone')).toContainText('None found');
    await expect(desk.button('Try the ringer')).toBeDisabled();
  });

  test('without a microphone a call is heard, and takes digits', async ({ openApp, control }) => {
    const app = await openApp({ without: 'microphone' });
    const desk = new DeskPage(app.desk);
    const callId = await letTalk(desk, control);
    await agentHears(app.phone, { all: [aileen.tone] });
    await desk.tool('Keypad').click();
    await expect(desk.page.getByRole('dialog', { name: 'Keypad' })).toBeVisible();
    await desk.page.keyboard.type('42#');
    await until(
      'the digits',
      () => control.heard(callId, { agent: '12345' }),
      (heard) => heard?.digits === '42#',
    );
  });

  test('a microphone that is not allowed is said in other words', async ({ app, desk }) => {
    await app.phone.addInitScript(() => {
      MediaDevices.prototype.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    });
    await app.phone.reload();
    await desk.logIn();
    await desk.whole();
    await expect(desk.page.locator('.strips')).toContainText('The microphone is not allowed.');
    await expect(desk.page.locator('.strips')).toContainText('privacy settings');
  });

  test('microphone, speaker and ringer are chosen apart, kept on disk, and used by the phone after a restart', async ({
    app,
    desk,
    openApp,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    const sound = new SoundSettings(desk);
    await sound.open();
    await sound.choose('Microphone', 'Fake Audio Input 2');
    await sound.choose('Speaker, for the call', 'Fake Audio Output 1');
    await sound.choose('Ringer', 'Fake Audio Output 2');
    const { audio } = await deskState(app.desk);
    await app.end();
    const kept = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
    expect(kept.audio).toEqual({
      microphone: { id: audio.microphone, label: 'Fake Audio Input 2' },
      speaker: { id: audio.speaker, label: 'Fake Audio Output 1' },
      ringer: { id: audio.ringer, label: 'Fake Audio Output 2' },
    });
    const again = await openApp({ data: app.data });
    const playing = await watchPlaying(again.phone);
    const next = new DeskPage(again.desk);
    await next.logIn();
    await next.whole();
    // The browser gives a device another id at times; its name is what the agent chose.
    const after = new SoundSettings(next);
    await after.open();
    await expect(after.chooser('Microphone')).toContainText('Fake Audio Input 2');
    await expect(after.chooser('Speaker, for the call')).toContainText('Fake Audio Output 1');
    await expect(after.chooser('Ringer')).toContainText('Fake Audio Output 2');
    await next.page.keyboard.press('Escape');
    await next.ready();
    await placeCall(next, control);
    await until('it rings there', playing, (on) => on.includes('Fake Audio Output 2'));
    await next.answer();
    await until('the call sounds there', playing, (on) => on.at(-1) === 'Fake Audio Output 1');
  });

  test('speaker and ringer are tried on their own devices, and the microphone shows its level', async ({
    app,
    desk,
  }) => {
    await desk.logIn();
    await desk.whole();
    const playing = await watchPlaying(app.phone);
    const sound = new SoundSettings(desk);
    await sound.open();
    await sound.choose('Ringer', 'Fake Audio Output 2');
    await desk.button('Try the ringer').click();
    await until('the ringer', playing, (on) => on.at(-1) === 'Fake Audio Output 2');
    await desk.button('Try the speaker').click();
    await until('the speaker', playing, (on) => on.at(-1) === 'Fake Default Audio Output');
    const meter = desk.page.getByRole('meter', { name: 'Microphone level' });
    await expect(sound.dialog.getByText('Say something')).toBeVisible();
    await until(
      'the level',
      () => meter.getAttribute('aria-valuenow'),
      (share) => Number(share) > 0.3,
    );
    await desk.page.keyboard.press('Escape');
    await expect(sound.dialog).toBeHidden();
    await until(
      'the microphone is shut again',
      () => deskState(app.desk),
      ({ audio }) => audio.microphoneLevel === null,
    );
  });
});
