import { useState } from 'react';
import type { DeskState, GoneDevice } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk, useDeskMade, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPopover } from '../../state/ui-store.ts';
import { goneWords, problemWords } from '../audio/audio-words.ts';
import { TryNow } from '../connections/try-now.tsx';
import { detailsText } from '../error-text.ts';
import { SessionsStrip } from './sessions-strip.tsx';
import { SilentService } from './silent-service.tsx';

/** The strips between toolbar and desk: what the agent must know now. Nothing covers the work below. */
export function Strips() {
  return (
    <div className="strips">
      <DisplacedStrip />
      <LostStrip />
      <SessionsStrip />
      <PhoneStrip />
      <AudioStrip />
      <GoneDeviceStrip />
      <RefusedStrip />
      <Banners />
    </div>
  );
}

/** Another desk has the agent; the call that was up stays here until it is over. */
function DisplacedStrip() {
  const login = useDesk((desk) => desk.login);
  if (login.phase !== 'displaced') return null;
  return (
    <Banner tone="warning" icon="alert">
      <b>{login.by.desk} has taken you over</b>, with device {login.by.device}. This call stays at your phone
      until it is over; no other comes here. Your notes are kept.
    </Banner>
  );
}

/** Neither CTI server answers: what is off, what still works, what to do. A move to the other one shows nothing. */
function LostStrip() {
  const isLost = useDesk(({ agent }) => agent?.known === 'lost');
  const works = useDesk(stillWorks);
  if (!isLost) return null;
  return (
    <SilentService kind="cti" tone="error" lead="CTI has not answered since">
      so your state is not known. {works} Notes are saved on this computer.
    </SilentService>
  );
}

function stillWorks(desk: DeskState): string {
  if (desk.phone.registration !== 'registered') return 'The phone is not connected either.';
  return isInCall(desk)
    ? 'Answer, Hold, Mute, Keypad and Release go on working.'
    : 'No call is routed to you until it answers.';
}

/** A call is up, or rings, whose sound is here. */
function isInCall({ sessions }: DeskState): boolean {
  return voiceSessions(sessions).some(({ phone, phase }) => phone !== null && phase !== 'ended');
}

/** The phone could not register: no call can be heard here. */
function PhoneStrip() {
  const failed = useDesk(({ phone }) => phone.registration === 'failed');
  const error = useDesk(({ phone }) => phone.error);
  const inCall = useDesk(isInCall);
  const { bridge } = useDeskTools();
  if (!failed) return null;
  return (
    <Banner
      tone="error"
      icon="alert"
      actions={
        <>
          {error !== null && (
            <Button size="small" tone="quiet" onClick={() => void bridge.copy(error)}>
              Copy details
            </Button>
          )}
          <TryNow kind="sip" />
        </>
      }
    >
      <b>Your phone is not connected.</b> {inCall && 'Your call goes on. '}New calls do not ring here;
      Switchhook goes on trying.
    </Banner>
  );
}

function AudioStrip() {
  const problem = useDesk(({ audio }) => audio.problem);
  const { ui } = useDeskTools();
  const words = problemWords(problem);
  if (!words) return null;
  return (
    <Banner
      tone="warning"
      icon="microphoneOff"
      actions={
        <Button size="small" onClick={() => openPopover(ui, 'audio')}>
          Sound settings
        </Button>
      }
    >
      <b>{words.title}.</b> {words.message}
    </Banner>
  );
}

/** A headset that was pulled: which, and what is used in its place. Goes by itself when it is back. */
function GoneDeviceStrip() {
  const gone = useDesk(({ audio }) => audio.gone);
  const words = useDeskMade(({ audio }) => goneWords(audio));
  const [dismissed, dismiss] = useState<readonly GoneDevice[] | null>(null);
  const { ui } = useDeskTools();
  if (!words || dismissed === gone) return null;
  return (
    <Banner
      tone="warning"
      icon="speaker"
      onDismiss={() => dismiss(gone)}
      actions={
        <Button size="small" onClick={() => openPopover(ui, 'audio')}>
          Sound settings
        </Button>
      }
    >
      <b>{words.title}.</b> {words.message}
    </Banner>
  );
}

/** A command that was refused: why, and what to do. */
function RefusedStrip() {
  const refused = useUi((state) => state.refused);
  const { ui, bridge } = useDeskTools();
  if (!refused) return null;
  return (
    <Banner
      tone="error"
      icon="alert"
      onDismiss={() => ui.setState({ refused: null })}
      actions={
        <Button size="small" tone="quiet" onClick={() => void bridge.copy(detailsText(refused))}>
          Copy details
        </Button>
      }
    >
      <b>{refused.title}.</b> {refused.message}
    </Banner>
  );
}

/** What main has to say, a sentence each. */
export function Banners() {
  const banners = useDesk((desk) => desk.banners);
  const send = useCommand();
  return banners.map(({ id, tone, text }) => (
    <Banner
      key={id}
      tone={tone}
      icon={tone === 'error' ? 'alert' : 'swap'}
      onDismiss={() => send({ type: 'dismissBanner', bannerId: id })}
    >
      {text}
    </Banner>
  ));
}
