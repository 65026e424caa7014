import { describe, expect, it } from 'vitest';
import { memoryOf, roleIn } from './process-memory.ts';

describe("an app's memory", () => {
  it.each([
    ['/usr/lib/chromium/chromium --headless=new', 'browser'],
    ['/usr/lib/chromium/chrome_crashpad_handler --monitor-self', 'crashHandler'],
    ['chromium --type=renderer --renderer-client-id=5', 'otherRenderers'],
    ['chromium --type=gpu-process', 'gpu'],
    ['chromium --type=utility --utility-sub-type=network.mojom.NetworkService --lang=en', 'network'],
    ['chromium --type=utility --utility-sub-type=video_capture.mojom.VideoCaptureService', 'video_capture'],
    ['chromium --type=ppapi', 'ppapi'],
  ])('names the process %s', (commandLine, role) => {
    expect(roleIn(commandLine)).toBe(role);
  });

  it.runIf(process.platform === 'linux')('is that of its processes, and the sum of their roles', () => {
    const told = { windows: [], metrics: [] };
    const { total, main, ...others } = memoryOf(process.pid, told, () => 'window').byRole;
    expect(main).toBeGreaterThan(10);
    const sum = Object.values(others).reduce((all, mib) => all + mib, main ?? 0);
    expect(Math.abs(total - sum)).toBeLessThan(0.1 * (1 + Object.keys(others).length));
  });
});
