import type { Config, ValidateConfig } from '../config/config.ts';
import type { RawSource } from '../define/sources.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import type { KnownSource } from '../folder/lookups/source-type.ts';
import { NEWEST, parseRelease, type Release } from '../grafana/release.ts';

/**
 * What exists in Grafana outside the folder, according to the configuration: data sources that are named but not
 * provisioned, and everything under `validate`. Shared by `build` and `validate`, so that they agree.
 */
export function knownElsewhere({ datasources = {}, validate = {} }: Config): Omit<Elsewhere, 'naming'> {
  const ofTheTeam = Object.values(datasources).flatMap((source) => {
    const { provision, uid } = 'facts' in source ? (source.facts as RawSource) : source;
    return provision === false && typeof uid === 'string' ? [uid] : [];
  });
  return {
    datasources: new Map([
      ...ofTheTeam.map((uid) => [uid, {}] as const),
      ...(validate.datasources ?? []).map(namedSource),
    ]),
    receivers: new Set(validate.receivers ?? []),
  };
}

/** The release that will read the folder. */
export function knownRelease({ grafana }: Config): Release {
  return parseRelease(grafana?.version ?? '') ?? NEWEST;
}

/** A data source in the configuration: only its uid, or with what is known about it. */
function namedSource(source: NonNullable<ValidateConfig['datasources']>[number]): [string, KnownSource] {
  if (typeof source === 'string') return [source, {}];
  const { uid, ...known } = source;
  return [uid, known];
}
