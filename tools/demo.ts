import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { tellCallStory } from './demo/call-story.ts';
import { tellFailoverStory } from './demo/failover-story.ts';
import { tellInterruptStory } from './demo/interrupt-story.ts';
import { Narrator, StoryEnded } from './demo/narrator.ts';
import { tellSessionsStory } from './demo/sessions-story.ts';
import { tellSettingsStory } from './demo/settings-story.ts';

const usage = `Tells what Switchhook does, headless: a line a step, screenshots in out/demo/.

  npm run demo [-- OPTIONS]

  --json     ends with one JSON line {"steps":[…],"screenshots":[…]}
  --built    uses the build in out/ as it is
  --help     this text
`;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(usage);
else process.exit(await demo());

async function demo(): Promise<number> {
  if (!values.built && !(await build())) return 1;
  const narrator = await Narrator.begin();
  try {
    await tellCallStory(narrator);
    await tellFailoverStory(narrator);
    await tellInterruptStory(narrator);
    await tellSessionsStory(narrator);
    await tellSettingsStory(narrator);
  } catch (error) {
    if (!(error instanceof StoryEnded)) throw error;
  }
  const { steps, screenshots, failed } = narrator;
  process.stdout.write(
    `\n${screenshots.length} screenshots:\n${screenshots.map((file) => `  ${file}\n`).join('')}`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify({ steps, screenshots })}\n`);
  return failed ? 1 : 0;
}
