import type { MediaLeg, MediaStatistics } from '../../../phone/media.ts';
import type { Microphone } from '../devices/microphone.ts';
import type { Speaker } from '../devices/speaker.ts';
import { codecOrder } from './codec-order.ts';
import { gathered } from './ice-gathering.ts';
import { noTotals, readStatistics } from './leg-statistics.ts';
import { SilentTrack } from './silent-track.ts';

export interface WebMediaLegParts {
  readonly microphone: Microphone;
  readonly speaker: Speaker;
  readonly onClose: () => void;
}

/** How long a digit sounds and pauses, milliseconds. */
const digitMs = 100;
const gapMs = 70;
/** How soon digits that could not be sent yet are tried again, milliseconds. */
const retryMs = 50;

/**
 * One call's sound by the browser's WebRTC. The answer never waits for the microphone: the stream is agreed on
 * without, and the microphone is put in when it is open, and exchanged when another is plugged in.
 */
export class WebMediaLeg implements MediaLeg {
  readonly #parts: WebMediaLegParts;
  readonly #connection: RTCPeerConnection;
  readonly #element: HTMLAudioElement;
  #transceiver: RTCRtpTransceiver | null = null;
  #stopListening: (() => void) | null = null;
  #track: MediaStreamTrack | null = null;
  readonly #silence = new SilentTrack();
  /** Digits that the line does not take yet. */
  #digits = '';
  #nextTry: ReturnType<typeof setTimeout> | undefined;
  #muted = false;
  /** What was last agreed on, and what was last proposed. */
  #held = false;
  #proposedHold = false;
  #totals = noTotals;

  constructor(parts: WebMediaLegParts) {
    this.#parts = parts;
    this.#connection = new RTCPeerConnection({
      iceServers: [],
      bundlePolicy: 'max-bundle',
      rtcpMuxPolicy: 'require',
    });
    this.#element = parts.speaker.element();
    this.#connection.addEventListener('track', ({ track }) => this.#sound(track));
  }

  async createOffer({ hold, restartIce }: { hold: boolean; restartIce: boolean }): Promise<string> {
    const connection = this.#connection;
    await this.#dropOwnOffer();
    const transceiver = this.#transceiver ?? connection.addTransceiver('audio', { direction: 'sendrecv' });
    this.#take(transceiver);
    this.#propose(transceiver, hold);
    await connection.setLocalDescription(await connection.createOffer({ iceRestart: restartIce }));
    return gathered(connection);
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
    this.#agree();
  }

  async acceptOffer(sdp: string, { hold }: { hold: boolean }): Promise<string> {
    const connection = this.#connection;
    await this.#dropOwnOffer();
    try {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      const transceiver = connection.getTransceivers().find(isAudio);
      if (!transceiver) throw new Error('the offer has no audio');
      this.#take(transceiver);
      this.#propose(transceiver, hold);
      await connection.setLocalDescription(await connection.createAnswer());
    } catch (error) {
      // What was agreed on before goes on.
      await connection.setRemoteDescription({ type: 'rollback' }).catch(() => undefined);
      throw error;
    }
    this.#agree();
    return gathered(connection);
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#apply();
  }

  sendDigits(digits: string): boolean {
    if (!this.#transceiver) return false;
    this.#digits += digits.toUpperCase();
    this.#sendWaitingDigits();
    return true;
  }

  isPathLost(): boolean {
    const { connectionState } = this.#connection;
    return connectionState === 'disconnected' || connectionState === 'failed';
  }

  async statistics(): Promise<MediaStatistics | null> {
    const reports = await this.#connection.getStats();
    const { statistics, totals } = readStatistics(reports.values(), this.#totals);
    this.#totals = totals;
    return statistics;
  }

  close(): void {
    if (this.#connection.signalingState === 'closed') return;
    this.#stopListening?.();
    clearTimeout(this.#nextTry);
    this.#track?.stop();
    this.#silence.stop();
    this.#connection.close();
    this.#parts.speaker.release(this.#element);
    this.#parts.onClose();
  }

  /** An offer of ours that nobody answered is taken back before the next. */
  async #dropOwnOffer(): Promise<void> {
    if (this.#connection.signalingState === 'have-local-offer') {
      await this.#connection.setLocalDescription({ type: 'rollback' });
    }
  }

  #take(transceiver: RTCRtpTransceiver): void {
    if (this.#transceiver === transceiver) return;
    this.#transceiver = transceiver;
    const order = codecOrder(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []);
    if (order.length > 0) transceiver.setCodecPreferences([...order]);
    this.#stopListening?.();
    this.#stopListening = this.#parts.microphone.listen((track) => void this.#speakInto(track));
  }

  #propose(transceiver: RTCRtpTransceiver, hold: boolean): void {
    this.#proposedHold = hold;
    transceiver.direction = hold ? 'sendonly' : 'sendrecv';
  }

  #agree(): void {
    this.#held = this.#proposedHold;
    this.#apply();
  }

  /** Each call has a copy of its own of the microphone's track, so that each is muted for itself. */
  async #speakInto(source: MediaStreamTrack | null): Promise<void> {
    this.#track?.stop();
    this.#track = source?.clone() ?? null;
    this.#apply();
    if (this.#connection.signalingState === 'closed') {
      this.#track?.stop();
      return;
    }
    const spoken = this.#track ?? this.#silence.start();
    // A call that ends in this instant refuses.
    await this.#transceiver?.sender.replaceTrack(spoken).catch(() => undefined);
    if (this.#track) this.#silence.stop();
  }

  /**
   * The browser takes digits only when the line is up and something is spoken into it (WebRTC, section 7.2), and has
   * no event for that: it is asked again until it does.
   */
  #sendWaitingDigits(): void {
    clearTimeout(this.#nextTry);
    if (this.#digits === '' || this.#connection.signalingState === 'closed') return;
    const dtmf = this.#transceiver?.sender.dtmf;
    if (!dtmf?.canInsertDTMF) {
      this.#nextTry = setTimeout(() => this.#sendWaitingDigits(), retryMs);
      return;
    }
    // What is asked for while digits still sound comes after them.
    dtmf.insertDTMF(dtmf.toneBuffer + this.#digits, digitMs, gapMs);
    this.#digits = '';
  }

  /** Who is on hold hears nothing of the agent. */
  #apply(): void {
    if (this.#track) this.#track.enabled = !this.#muted && !this.#held;
  }

  #sound(track: MediaStreamTrack): void {
    this.#element.srcObject = new MediaStream([track]);
    // A call that ends in this instant stops it before it has begun.
    this.#element.play().catch(() => undefined);
  }
}

function isAudio({ receiver }: RTCRtpTransceiver): boolean {
  return receiver.track.kind === 'audio';
}
