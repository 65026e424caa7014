import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { AudioDevice, AudioState } from '../../contract/softphone/phone-call.ts';
import type { Effect } from './effects.ts';
import { goneDevices } from './gone-devices.ts';
import { done } from './login.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';

/** The devices an agent chose, by id and the label he saw; null: the computer's default. */
export interface AudioChoice {
  readonly microphone: AudioDevice | null;
  readonly speaker: AudioDevice | null;
  readonly ringer: AudioDevice | null;
}

/** Choosing and trying microphones and speakers: the phone does it, the choice is remembered. */
export function audioCommand(
  model: DeskModel,
  asked: Extract<DeskCommand, { type: 'useAudio' | 'trySound' | 'meterMicrophone' }>,
  commandId: string,
): Step {
  if (asked.type !== 'useAudio') return step(model, { type: 'phone', command: asked }, done(commandId));
  const { microphones, speakers } = model.view.audio;
  const audio: AudioChoice = {
    microphone: withId(microphones, asked.microphone),
    speaker: withId(speakers, asked.speaker),
    ringer: withId(speakers, asked.ringer),
  };
  return step(
    { ...withView(model, { audio: { ...model.view.audio, gone: [] } }), audioChoice: audio },
    { type: 'phone', command: asked },
    { type: 'keepAudio', audio },
    done(commandId),
  );
}

/** Which devices there are and are used now, by the phone, and which of them it has lost. */
export function audioTold(model: DeskModel, told: AudioState): DeskModel {
  const { audio } = model.view;
  const gone = goneDevices(audio, told);
  return withView(model, { audio: { ...told, microphoneLevel: audio.microphoneLevel, gone } });
}

/** What a phone that has just started is told of the agent's devices; nothing where he never chose any. */
export function rememberedAudio({ audioChoice }: DeskModel): readonly Effect[] {
  const { microphone, speaker, ringer } = audioChoice;
  if (!microphone && !speaker && !ringer) return [];
  return [
    {
      type: 'phone',
      command: {
        type: 'useAudio',
        microphone: microphone?.id ?? null,
        speaker: speaker?.id ?? null,
        ringer: ringer?.id ?? null,
      },
    },
  ];
}

function withId(devices: readonly AudioDevice[], id: string | null): AudioDevice | null {
  return devices.find((device) => device.id === id) ?? null;
}
