import type { Config } from '../config/config.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import { NEWEST, parseRelease, type Release } from '../grafana/release.ts';

/**
 * What exists in Grafana without the folder, by what the configuration says: the sources that it names and does not
 * provision, and what stands under `validate`. `build` and `validate` ask here, so that they judge alike.
 */
export function knownElsewhere({ datasources = {}, validate = {} }: Config): Omit<Elsewhere, 'naming'> {
  const ofTheTeam = Object.values(datasources).flatMap(({ provision, uid }) =>
    provision === false ? (uid ?? []) : [],
  );
  return {
    datasources: new Set([...ofTheTeam, ...(validate.datasources ?? [])]),
    receivers: new Set(validate.receivers ?? []),
  };
}

/** The release that will read the folder. */
export function knownRelease({ grafana }: Config): Release {
  return parseRelease(grafana?.version ?? '') ?? NEWEST;
}
