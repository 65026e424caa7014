import { writeFile } from 'node:fs/promises';

/** Writes a WAV file of that tone (48 kHz, mono, 16 bit, whole periods), for the browser to take for a microphone. */
export async function writeToneFile(file: string, hertz: number, seconds = 2): Promise<void> {
  const rate = 48_000;
  const samples = rate * seconds;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    bytes.writeInt16LE(Math.round(8_192 * Math.sin((2 * Math.PI * hertz * index) / rate)), 44 + index * 2);
  }
  await writeFile(file, bytes);
}
