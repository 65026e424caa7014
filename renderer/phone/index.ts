import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import { createPhone } from '../../phone/phone.ts';
import { AudioDevices } from './devices/audio-devices.ts';
import { LevelMeter } from './sound/level-meter.ts';
import { createChime, createRinger } from './sound/sounds.ts';
import { createWebMediaEngine } from './webrtc/web-media-engine.ts';
import { bridgeOf } from './window-bridge.ts';

const bridge = bridgeOf(window);
if (bridge) {
  // Main refuses what it does not understand; it has no more to say about it here.
  const report = (event: PhoneEvent): void => void bridge.report(event).catch(() => undefined);
  const tell = (level: 'info' | 'warn', sentence: string): void =>
    void bridge.log({ level, sentence: sentence.slice(0, 4_000) }).catch(() => undefined);
  const devices = new AudioDevices({
    browser: navigator.mediaDevices,
    store: localStorage,
    tell: (audio) => report({ type: 'audio', audio }),
  });
  const meter = new LevelMeter(devices.microphone, (dbfs) => report({ type: 'microphoneLevel', dbfs }));
  const chime = createChime();
  const phone = createPhone({
    media: createWebMediaEngine(devices.microphone, devices.speaker),
    openSocket: (url, protocols) => new WebSocket(url, protocols),
    ringer: createRinger(devices.ringer),
    audio: {
      choose: (choice) => devices.choose(choice),
      trySound: (on) => chime(on === 'speaker' ? devices.speaker : devices.ringer),
      meterMicrophone: (on) => meter.turn(on),
    },
    report,
    now: () => performance.now(),
    random: Math.random,
    timers: {
      setTimeout: (run, ms) => window.setTimeout(run, ms),
      clearTimeout: (timer) => window.clearTimeout(typeof timer === 'number' ? timer : undefined),
    },
    log: {
      debug: () => undefined,
      info: (sentence) => tell('info', sentence),
      warn: (sentence) => tell('warn', sentence),
    },
  });
  bridge.onCommand((command) => {
    // Nobody needs sound before he logs in: until then no device is opened, and no process runs for them.
    if (command.type === 'register') void devices.start();
    void phone.command(command);
  });
  for (const [name, isOnline] of [
    ['online', true],
    ['offline', false],
  ] as const)
    window.addEventListener(name, () => report({ type: 'network', isOnline }));
  window.addEventListener('pagehide', () => void phone.close());
}
