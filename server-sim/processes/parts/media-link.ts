import { throughLives } from '../../host/media-unit.ts';
import type { ServerLog } from '../../host/server-log.ts';
import type { MediaControl, MediaReport } from '../../links/media-control.ts';
import { callLink } from '../link/link-listener.ts';
import { type DistantMedia, distantMedia, mediaProtocol } from '../protocols/media.ts';

export interface MediaLinkOptions {
  /** Where the media server takes links now. */
  readonly port: () => number | null;
  readonly from: string;
  readonly secret: string;
  readonly log: ServerLog;
}

/** The media server through all its lives, from another process: linked to anew when it is needed and there again. */
export function linkToMedia({ port, from, secret, log }: MediaLinkOptions): MediaControl {
  const reports = new Set<(report: MediaReport) => void>();
  let life: Promise<DistantMedia | null> | null = null;
  const linkAnew = async (): Promise<DistantMedia | null> => {
    try {
      const link = mediaProtocol.name;
      const media = distantMedia(await callLink({ port: port() ?? 0, link, from, secret }), log);
      media.onClosed(() => {
        life = null;
      });
      if (reports.size > 0) {
        media.onReport((report) => {
          for (const listener of reports) listener(report);
        });
      }
      return media;
    } catch {
      // It is down: whoever needs it is told so, and the next one tries again.
      life = null;
      return null;
    }
  };
  return throughLives(() => {
    life ??= linkAnew();
    return life;
  }, reports);
}
