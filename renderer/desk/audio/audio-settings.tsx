import { useEffect } from 'react';
import type { AudioView } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { LevelMeter } from '../../parts/level-meter.tsx';
import { Select } from '../../parts/select.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { meterShare, problemWords } from './audio-words.ts';

/** Chooses and tries microphone, speaker and ringer. While it is open the microphone's level is shown. */
export function AudioSettings() {
  const audio = useDesk((desk) => desk.audio);
  const send = useCommand();
  useMicrophoneMeter();
  const problem = problemWords(audio.problem);
  const use = (change: Partial<Pick<AudioView, 'microphone' | 'speaker' | 'ringer'>>): void => {
    const { microphone, speaker, ringer } = { ...audio, ...change };
    send({ type: 'useAudio', microphone, speaker, ringer });
  };
  return (
    <div className="audio-settings">
      <h2 className="text-lg">Sound</h2>
      {problem && (
        <p className="text-sm ink-red" role="status">
          <b>{problem.title}.</b> {problem.message}
        </p>
      )}
      <div className="stack">
        <Select
          label="Microphone"
          options={audio.microphones}
          value={audio.microphone}
          onChange={(microphone) => use({ microphone })}
          placeholder="None found"
        />
        <Meter />
      </div>
      <Select
        label="Speaker, for the call"
        options={audio.speakers}
        value={audio.speaker}
        onChange={(speaker) => use({ speaker })}
        placeholder="None found"
        after={<Try on="speaker" hasNone={audio.speaker === null} />}
      />
      <Select
        label="Ringer"
        options={audio.speakers}
        value={audio.ringer}
        onChange={(ringer) => use({ ringer })}
        placeholder="None found"
        after={<Try on="ringer" hasNone={audio.ringer === null} />}
      />
    </div>
  );
}

function Try({ on, hasNone }: { readonly on: 'speaker' | 'ringer'; readonly hasNone: boolean }) {
  const send = useCommand();
  return (
    <Button
      icon={on}
      off={hasNone ? `No ${on} was found` : null}
      aria-label={on === 'speaker' ? 'Try the speaker' : 'Try the ringer'}
      onClick={() => send({ type: 'trySound', on })}
    >
      Try
    </Button>
  );
}

/** The microphone's level; nothing is sent anywhere. */
function Meter() {
  const level = useDesk(({ audio }) => audio.microphoneLevel);
  return (
    <div className="row level">
      <span className="text-xs ink-2">{level === null ? 'Level' : 'Say something'}</span>
      <LevelMeter label="Microphone level" share={meterShare(level)} />
    </div>
  );
}

function useMicrophoneMeter(): void {
  const send = useCommand();
  useEffect(() => {
    send({ type: 'meterMicrophone', on: true });
    return () => send({ type: 'meterMicrophone', on: false });
  }, [send]);
}
