import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, openWindow, test } from './fixtures.ts';

const askForMicrophone = (page: Page) =>
  page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => stream.getAudioTracks()[0]?.label ?? 'no track',
      (error: Error) => error.name,
    ),
  );

const allowMedia = (app: ElectronApplication, isAllowed: boolean) =>
  app.evaluate((_electron, allowed) => {
    globalThis.conformance.mediaIsAllowed = allowed;
  }, isAllowed);

test('the session’s handler decides about the microphone', async ({ app, page, traced }) => {
  await allowMedia(app, false);
  expect(await askForMicrophone(page)).toBe('NotAllowedError');
  await allowMedia(app, true);
  expect(await askForMicrophone(page)).toContain('Fake');
  expect(await traced()).toContain('permission media audio app://bundle/index.html');
});

test('nothing is faked that was not asked for', async ({ launch }) => {
  const { page } = await launch();
  expect(await askForMicrophone(page)).not.toContain('Fake');
});

test('frames in the page and the screen are refused', async ({ page }) => {
  const refused = await page.evaluate(async () => {
    const nameOf = (stream: Promise<MediaStream> | undefined) =>
      stream?.then(
        () => 'given',
        (error: Error) => error.name,
      );
    const blank = document.body.appendChild(document.createElement('iframe'));
    const same = document.createElement('iframe');
    same.src = './index.html?frame';
    const loaded = new Promise((resolve) => same.addEventListener('load', resolve));
    document.body.append(same);
    await loaded;
    const devices = [blank, same].map((frame) => frame.contentWindow?.navigator.mediaDevices);
    return Promise.all([
      ...devices.map((device) => nameOf(device?.getUserMedia({ audio: true }))),
      nameOf(navigator.mediaDevices.getDisplayMedia()),
    ]);
  });
  expect(refused).toEqual(['NotAllowedError', 'NotAllowedError', 'NotSupportedError']);
});

test('the check handler decides about names of devices and about permissions.query', async ({
  app,
  page,
}) => {
  const look = () =>
    page.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
      return { state, named: devices.filter(({ label }) => label !== '').length, kinds: devices.length };
    });
  const shown = await look();
  expect(shown.state).toBe('granted');
  expect(shown.named).toBe(shown.kinds);
  expect(shown.named).toBeGreaterThan(3);
  await app.evaluate(() => {
    globalThis.conformance.devicesAreShown = false;
  });
  await page.reload();
  expect(await look()).toEqual({ state: 'denied', named: 0, kinds: 3 });
});

test('two windows of one origin are asked about one by one', async ({ app, page }) => {
  const look = `(async () => {
    const { state } = await navigator.permissions.query({ name: 'microphone' });
    const devices = await navigator.mediaDevices.enumerateDevices();
    const asked = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', ({ name }) => name);
    return [state, devices.some(({ label }) => label !== ''), asked];
  })()`;
  const seen = await app.evaluate(async ({ session, BrowserWindow }, script) => {
    const isPhone = (contents: Electron.WebContents | null) => contents?.getURL().endsWith('?phone') === true;
    session.defaultSession.setPermissionRequestHandler((contents, _permission, answer) =>
      answer(isPhone(contents)),
    );
    session.defaultSession.setPermissionCheckHandler((contents) => isPhone(contents));
    const phone = await globalThis.conformance.open({ show: false }, 'app://bundle/index.html?phone');
    // Loaded later than the phone, which must not change what the phone may do.
    const desk = await globalThis.conformance.open({ show: false });
    const [main] = BrowserWindow.getAllWindows();
    return Promise.all([phone, desk, main].map((window) => window?.webContents.executeJavaScript(script)));
  }, look);
  const refused = ['denied', false, 'NotAllowedError'];
  expect(seen).toEqual([['granted', true, 'given'], refused, refused]);
  expect(await askForMicrophone(page)).toBe('NotAllowedError');
});

test('a file can be the microphone', async ({ launch, data }) => {
  const file = path.join(data, 'tone.wav');
  await writeFile(file, toneFile(1_000));
  const fake = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}`];
  const { page } = await launch(...fake);
  const loudest = await page.evaluate(async () => {
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: plain });
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    context.createMediaStreamSource(stream).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    for (;;) {
      await new Promise(requestAnimationFrame);
      analyser.getFloatFrequencyData(levels);
      const most = levels.reduce((best, level, at) => (level > (levels[best] ?? 0) ? at : best), 0);
      if ((levels[most] ?? 0) > -40) return (most * context.sampleRate) / analyser.fftSize;
    }
  });
  expect(loudest).toBeGreaterThan(980);
  expect(loudest).toBeLessThan(1_020);
});

test('a call within a hidden window carries sound and data', async ({ app }) => {
  const hidden = await openWindow(app, { show: false, webPreferences: { backgroundThrottling: false } });
  const heard = await hidden.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
    near.onicecandidate = ({ candidate }) => candidate && far.addIceCandidate(candidate);
    far.onicecandidate = ({ candidate }) => candidate && near.addIceCandidate(candidate);
    const remote = new Promise<MediaStream>((resolve) => {
      far.ontrack = ({ track }) => resolve(new MediaStream([track]));
    });
    const message = new Promise((resolve) => {
      far.ondatachannel = ({ channel }) => {
        channel.onmessage = ({ data }) => resolve(data);
      };
    });
    const channel = near.createDataChannel('words');
    channel.onopen = () => channel.send('heard');
    for (const track of stream.getTracks()) near.addTrack(track, stream);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription ?? { type: 'offer' });
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription ?? { type: 'answer' });
    const sound = await remote;
    // Chromium decodes what an element plays (crbug.com/121673), and plays without a click.
    const player = Object.assign(new Audio(), { srcObject: sound, muted: true });
    await player.play();
    const context = new AudioContext();
    await context.audioWorklet.addModule('./loudness.js');
    const loudness = new AudioWorkletNode(context, 'loudness');
    context.createMediaStreamSource(sound).connect(loudness);
    const level = await new Promise((resolve) => {
      loudness.port.onmessage = ({ data }) => data > 0.05 && resolve(data);
    });
    return { message: await message, level, state: context.state };
  });
  expect(heard).toMatchObject({ message: 'heard', state: 'running' });
});

test('two apps call each other', async ({ launch, data }) => {
  const near = await launch();
  const far = await launch(`--user-data-dir=${path.join(data, 'far')}`);
  const negotiate = (page: Page, remote: RTCSessionDescriptionInit | null) =>
    page.evaluate(async (description) => {
      const holder = window as Window & { call?: RTCPeerConnection; said?: Promise<unknown> };
      holder.call ??= new RTCPeerConnection({ iceServers: [] });
      const { call } = holder;
      holder.said ??= new Promise((resolve) => {
        call.ondatachannel = ({ channel }) => {
          channel.onmessage = (event) => resolve(event.data);
        };
      });
      if (description !== null) await call.setRemoteDescription(description);
      else
        call.createDataChannel('words').onopen = (event) => (event.target as RTCDataChannel).send('across');
      if (call.signalingState !== 'stable' || description === null) await call.setLocalDescription();
      while (call.iceGatheringState !== 'complete') {
        await new Promise((resolve) =>
          call.addEventListener('icegatheringstatechange', resolve, { once: true }),
        );
      }
      return call.localDescription?.toJSON() as RTCSessionDescriptionInit;
    }, remote);
  const offer = await negotiate(near.page, null);
  const answer = await negotiate(far.page, offer);
  await negotiate(near.page, answer);
  const said = await far.page.evaluate(() => (window as Window & { said?: Promise<unknown> }).said);
  expect(said).toBe('across');
});

/** A second of a sine as a WAV file: 48 kHz, 16 bit, one channel. */
function toneFile(hertz: number): Buffer {
  const rate = 48_000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate * 2, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate * 2, 40);
  const samples = Buffer.alloc(rate * 2);
  for (let at = 0; at < rate; at += 1) {
    samples.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * hertz * at) / rate)), at * 2);
  }
  return Buffer.concat([head, samples]);
}
