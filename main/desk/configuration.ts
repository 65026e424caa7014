import type { Configuration, ConfigurationAnswer } from '../../contract/configuration/messages.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import { usualHomeMs, usualProbeMs } from '../../contract/servers/pair-timing.ts';
import type { ServerPairEvent } from '../servers/server-pair.ts';
import type { KeptConfiguration } from '../settings/kept-configuration.ts';
import { addressSourcesText } from './address-sources.ts';
import { pairDown, sideFailures } from './errors.ts';
import { askWhoLogsIn, nobodyLogsIn, nobodyToAsk, whoLogsIn } from './identification.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { watchAnew } from './phone-registration.ts';
import { serverTime } from './server-time.ts';

/** What the configuration pair says: the download, its changes, and why there is none. Seed 004, start-up. */
export function configurationEvent(
  model: DeskModel,
  event: ServerPairEvent<ConfigurationAnswer>,
  moment: Moment,
): Step {
  switch (event.type) {
    case 'view':
      return step(withView(model, { connections: { ...model.view.connections, configuration: event.view } }));
    case 'up':
      return step(
        serverTime(model, event.hello.time, moment.now),
        { type: 'downloadConfiguration' },
        ...askWhoLogsIn(model),
      );
    case 'message':
      return message(model, event.message, moment);
    // Neither answers, or the one in use does not answer the download: the same to the agent.
    case 'unanswered':
      return event.moving ? step(model) : noneAnswers(model, event.causes, moment);
    case 'down':
      return noneAnswers(model, event.causes, moment);
    case 'lost':
    case 'left':
    case 'failed':
      return step(model);
  }
}

function message(model: DeskModel, answer: ConfigurationAnswer, moment: Moment): Step {
  switch (answer.type) {
    case 'GlobalSettingsDownloadConf':
    case 'GlobalSettingsChangedEvent':
      return andThen(step(serverTime(model, answer.time, moment.now)), (timed) =>
        take(timed, answer.configuration, moment.now),
      );
    case 'QueryAgentRecordConf':
      return whoLogsIn(model, answer);
    case 'FailureConf':
      if (model.identifying && model.identifying.requestId === answer.id) {
        return nobodyLogsIn(model, answer, moment);
      }
      return step(
        withView(model, {
          configuration: unreachable(model, {
            code: `configuration.${answer.code}`,
            title: 'The configuration was refused',
            message: `The configuration server refused the download: ${answer.message}`,
            details: { code: answer.code, ...answer.details },
            remedies: [],
          }),
        }),
      );
    case 'Hello':
    case 'HeartbeatConf':
      return step(model);
  }
}

/** A download that came: shown, kept on disk, and the desk's own server addresses healed from it. */
function take(model: DeskModel, configuration: Configuration, now: number): Step {
  const known = withView(
    { ...model, cluster: configuration.cluster.id, clusterNotFound: null },
    {
      configuration: {
        status: 'fresh',
        downloadedAt: now,
        clusterName: configuration.cluster.name,
        profiles: configuration.profiles,
        desktop: configuration.desktop,
        error: null,
      },
    },
  );
  const moved = model.cluster !== null && model.cluster !== configuration.cluster.id;
  const sentence = `This desk belonged to the cluster "${model.cluster}"; the configuration server that answered belongs to "${configuration.cluster.id}", whose configuration is used from now on.`;
  return step(
    known,
    ...(moved ? [{ type: 'log', level: 'warn', sentence } as const] : []),
    { type: 'keepConfiguration', configuration, at: now },
    { type: 'healAddresses', servers: configuration.configurationServers },
    {
      type: 'setTiming',
      deadlineMs: configuration.desktop.heartbeatDeadlineMs,
      probeEveryMs: configuration.desktop.standbyProbeMs ?? usualProbeMs,
      homeAfterMs: configuration.desktop.homeAfterMs ?? usualHomeMs,
    },
    ...watchAnew(model, known),
  );
}

/** The last good download, read from disk at start: the desk opens with it and says how old it is. */
export function keptConfiguration(model: DeskModel, kept: KeptConfiguration): DeskModel {
  return withView(
    { ...model, cluster: kept.configuration.cluster.id },
    {
      configuration: {
        status: 'kept',
        downloadedAt: kept.downloadedAt,
        clusterName: kept.configuration.cluster.name,
        profiles: kept.configuration.profiles,
        desktop: kept.configuration.desktop,
        error: null,
      },
    },
  );
}

function noneAnswers(model: DeskModel, causes: Parameters<typeof sideFailures>[1], moment: Moment): Step {
  const told = notDownloaded(model, causes);
  const nobody = model.identifying
    ? nobodyToAsk(told, sideFailures(model.view.connections.configuration, causes), moment)
    : step(told);
  return { ...nobody, effects: [...nobody.effects, { type: 'findCluster' }] };
}

function notDownloaded(model: DeskModel, causes: Parameters<typeof sideFailures>[1]): DeskModel {
  const failures = sideFailures(model.view.connections.configuration, causes);
  const now = [
    addressSourcesText(model.addressSources),
    model.clusterNotFound ?? '',
    'Switchhook goes on trying.',
  ].filter(Boolean);
  const error = pairDown('configuration', failures, now.join(' '));
  return withView(model, { configuration: unreachable(model, error) });
}

/** The name of the cluster led nowhere: said beside why neither address answers. */
export function clusterNotFound(model: DeskModel, sentence: string): DeskModel {
  const { error } = model.view.configuration;
  const told = { ...model, clusterNotFound: sentence };
  if (error === null || error.message.includes(sentence)) return told;
  return withView(told, {
    configuration: unreachable(told, { ...error, message: `${error.message} ${sentence}` }),
  });
}

function unreachable(model: DeskModel, error: DeskError): DeskModel['view']['configuration'] {
  return { ...model.view.configuration, error };
}
