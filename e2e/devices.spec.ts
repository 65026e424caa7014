import { deskState } from './support/desk-state.ts';
import { agentHears, lineHas } from './support/hearing.ts';
import { type PluggedDevice, plugDevices, plugIn, pull, soundsAt } from './support/plugged-devices.ts';
import { SoundSettings } from './support/sound-settings.ts';
import { aileen, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const tones = { headset: 1_300, board: 700, spare: 1_900 };

function headsetIn(socket: string): readonly PluggedDevice[] {
  return [
    { label: 'Headset', socket, kind: 'audioinput', hertz: tones.headset },
    { label: 'Headset', socket, kind: 'audiooutput' },
  ];
}
const board: readonly PluggedDevice[] = [
  { label: 'Board', socket: 'inside', kind: 'audioinput', hertz: tones.board },
  { label: 'Board', socket: 'inside', kind: 'audiooutput' },
];
const spare: PluggedDevice = { label: 'Spare', socket: 'right', kind: 'audioinput', hertz: tones.spare };
const line = { agent: '12345' };

test.describe('in mid-call', () => {
  test('a headset that is pulled gives way to what is left, and is used again when it is back, in another socket too', async ({
    app,
    desk,
    control,
  }) => {
    await plugDevices(app.phone, [...board, ...headsetIn('left'), spare]);
    const callId = await letTalk(desk, control);
    const sound = new SoundSettings(desk);
    await sound.open();
    await sound.choose('Microphone', 'Headset');
    await sound.choose('Speaker, for the call', 'Headset');
    await lineHas(control, callId, line, { all: [tones.headset], none: [tones.board] });
    expect(await soundsAt(app.phone)).toEqual(['Headset']);

    await pull(app.phone, 'Headset');
    await lineHas(control, callId, line, { all: [tones.board], none: [tones.headset] });
    await expect(sound.chooser('Microphone')).toContainText('Board');
    await expect(sound.chooser('Speaker, for the call')).toContainText('Board');
    expect(await soundsAt(app.phone)).toEqual(['Board']);
    await agentHears(app.phone, { all: [aileen.tone] });
    const strip = desk.page.locator('.strips');
    await expect(strip).toContainText('Headset is gone.');
    await expect(strip).toContainText('Microphone and speaker: now Board.');

    await plugIn(app.phone, headsetIn('right'));
    await lineHas(control, callId, line, { all: [tones.headset], none: [tones.board] });
    await expect(sound.chooser('Microphone')).toContainText('Headset');
    await until(
      'it sounds there',
      () => soundsAt(app.phone),
      (at) => at.join() === 'Headset',
    );
    await agentHears(app.phone, { all: [aileen.tone] });
    await expect(strip).not.toContainText('is gone');

    await pull(app.phone, 'Headset');
    await expect(strip).toContainText('Headset is gone.');
    await sound.choose('Microphone', 'Spare');
    await expect(strip).not.toContainText('is gone');
    await lineHas(control, callId, line, { all: [tones.spare], none: [tones.board] });
  });

  test('the last microphone that is pulled is said in words; the call goes on, and is heard again when one is there', async ({
    app,
    desk,
    control,
  }) => {
    await plugDevices(app.phone, headsetIn('left'));
    const callId = await letTalk(desk, control);
    await lineHas(control, callId, line, { all: [tones.headset] });
    await pull(app.phone, 'Headset');
    const strip = desk.page.locator('.strips');
    await expect(strip).toContainText('No microphone. Callers could not hear you.');
    await lineHas(control, callId, line, { all: [], none: [tones.headset] });
    await expect(desk.plate).toContainText('Talking');
    await plugIn(app.phone, board);
    await lineHas(control, callId, line, { all: [tones.board] });
    await expect(strip).not.toContainText('No microphone');
    await agentHears(app.phone, { all: [aileen.tone] });
    expect(await soundsAt(app.phone)).toEqual(['Board']);
    expect((await deskState(app.desk)).audio.problem).toBe('none');
  });
});
