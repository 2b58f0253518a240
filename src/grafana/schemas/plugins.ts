import { anything, bool, closed, int, list, mapOf, type Schema, someText, text } from './schema.ts';

/** `provisioning/plugins/*.yaml`: app plugins, with keys in snake case. */
export const pluginsSchema: Schema = {
  title: 'Grafana app plugin provisioning',
  ...closed({
    apiVersion: anything,
    apps: list(
      closed(
        {
          type: someText,
          org_id: int,
          org_name: text,
          disabled: bool,
          jsonData: mapOf(anything),
          secureJsonData: mapOf(text),
        },
        ['type'],
      ),
    ),
  }),
};
