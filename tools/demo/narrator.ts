import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../run-step.ts';

export interface DemoStep {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was seen, or why it failed. */
  readonly detail: string;
}

const folder = path.join(root, 'out', 'demo');

/** Tells a story step by step: a line each with its time, and the pictures on the way. */
export class Narrator {
  readonly steps: DemoStep[] = [];
  readonly screenshots: string[] = [];

  static async begin(): Promise<Narrator> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new Narrator();
  }

  /** Does one step and tells how it went. `does` resolves with what was seen. A failure ends the story. */
  async step(name: string, does: () => Promise<string>): Promise<void> {
    await this.obtain(name, async () => ({ value: null, detail: await does() }));
  }

  /** A step that brings something the story goes on with. */
  async obtain<Value>(
    name: string,
    does: () => Promise<{ readonly value: Value; readonly detail: string }>,
  ): Promise<Value> {
    const began = performance.now();
    try {
      const { value, detail } = await does();
      this.#tell({ name, ok: true, ms: since(began), detail });
      return value;
    } catch (error) {
      const detail = (error instanceof Error ? error.message : String(error))
        .split('\n')
        .slice(0, 6)
        .join(' ');
      this.#tell({ name, ok: false, ms: since(began), detail });
      throw new StoryEnded(name);
    }
  }

  /** Takes a picture of the window as the agent sees it, into out/demo/. */
  async picture(page: Page, name: string): Promise<void> {
    const number = String(this.screenshots.length + 1).padStart(2, '0');
    const file = path.join(folder, `${number}-${name}.png`);
    await page.screenshot({ path: file });
    this.screenshots.push(path.relative(root, file));
  }

  get failed(): boolean {
    return this.steps.some(({ ok }) => !ok);
  }

  #tell(step: DemoStep): void {
    this.steps.push(step);
    const time = `${String(step.ms).padStart(6)} ms`;
    process.stdout.write(
      `${step.ok ? '✓' : '✗'} ${time}  ${step.name}${step.detail ? ` — ${step.detail}` : ''}\n`,
    );
  }
}

/** A step failed and has been told; the rest of the story makes no sense. */
export class StoryEnded extends Error {}

function since(began: number): number {
  return Math.round(performance.now() - began);
}
