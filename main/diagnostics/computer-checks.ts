import type { AudioView, DeskState } from '../../contract/desk/desk-state.ts';
import type { ComputerCheck } from '../../contract/diagnostics/diagnostics-report.ts';
import { type Finding, fault, pass, unknown } from './finding.ts';

type DeskCheck = Exclude<ComputerCheck, 'cluster-name' | 'folder' | 'disk-space'>;

/** What the desk itself knows of sound and seat: nothing is opened or asked for it. */
export function checkDesk(check: DeskCheck, { audio, login, connections }: DeskState): Finding {
  switch (check) {
    case 'microphone':
      return checkMicrophone(audio);
    case 'speaker':
      return checkSpeaker(audio);
    case 'licence':
      return checkLicence(login, connections.licensing);
  }
}

const noPhone = 'No phone of this desk has told which sound devices there are.';

function hasTold({ microphones, speakers, problem }: AudioView): boolean {
  return microphones.length > 0 || speakers.length > 0 || problem !== 'none';
}

function checkMicrophone(audio: AudioView): Finding {
  if (!hasTold(audio)) return unknown(noPhone);
  if (audio.problem === 'microphone-denied') {
    return fault(
      'This computer does not let Switchhook use the microphone.',
      "Allow it in the system's privacy settings for the microphone, then start Switchhook anew.",
    );
  }
  const used = audio.microphones.find(({ id }) => id === audio.microphone);
  if (!used || audio.problem === 'no-microphone') {
    return fault(
      'No microphone was found.',
      'Plug the headset in, or choose a microphone in the sound settings.',
    );
  }
  return pass(`${used.label} is used.`);
}

function checkSpeaker(audio: AudioView): Finding {
  if (!hasTold(audio)) return unknown(noPhone);
  const used = audio.speakers.find(({ id }) => id === audio.speaker);
  if (!used || audio.problem === 'no-speaker') {
    return fault('No speaker was found.', 'Plug the headset in, or choose a speaker in the sound settings.');
  }
  return pass(`${used.label} is used.`);
}

/** A seat is given at login and kept until logout, whatever becomes of the licensing servers meanwhile. */
function checkLicence(
  login: DeskState['login'],
  { inUse, sides }: DeskState['connections']['licensing'],
): Finding {
  switch (login.phase) {
    case 'logged-in': {
      const by = inUse ? `; licensing server ${inUse} (${sides[inUse].address ?? '?'}) has it` : '';
      return pass(`The desk was given its seat at login${by}.`);
    }
    case 'logged-out':
      // Only a refusal of the seat itself: what else ended the login is no matter of licences.
      return login.error?.code === 'licensing.noSeat'
        ? fault(
            `The last login was refused: ${login.error.message}`,
            'Have somebody log out who does not need a seat, or have more seats licensed.',
          )
        : unknown('Nobody is logged in: a seat is asked for at login alone.', 'Log in and check again.');
    case 'logging-in':
    case 'postponed':
    case 'logging-out':
    case 'displaced':
      return unknown(
        'No login is complete now: a seat is asked for at login alone.',
        'Log in and check again.',
      );
  }
}
