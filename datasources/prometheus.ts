import { defineDatasource } from '../src/fleet/define.ts';
import { httpConnection } from './http.ts';

/**
 * Live metrics. POST, because a selection of many agents does not fit in a URL. Exemplars link to traces only if Tempo
 * is configured.
 */
export const prometheus = defineDatasource(({ datasources: { prometheus: source, tempo } }) => {
  if (!source.provision) return undefined;
  return {
    ...httpConnection(source),
    type: 'prometheus',
    isDefault: true,
    jsonData: {
      httpMethod: 'POST',
      timeInterval: source.scrapeInterval,
      prometheusType: source.flavour,
      prometheusVersion: source.version,
      manageAlerts: false,
      ...(tempo ? { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: tempo.uid }] } : {}),
    },
  };
});
