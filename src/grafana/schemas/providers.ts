import { bool, closed, int, list, type Schema, someText, text } from './schema.ts';

const provider: Schema = closed(
  {
    name: someText,
    type: { enum: ['file', '', null], 'x-trap': 'Grafana has no other kind of provider' },
    orgId: int,
    folder: text,
    folderUid: text,
    disableDeletion: bool,
    updateIntervalSeconds: int,
    allowUiUpdates: bool,
    editable: bool,
    options: {
      type: 'object',
      properties: {
        path: { type: 'string', pattern: '\\S' },
        folder: { type: 'string', description: 'The old name of path.' },
        foldersFromFilesStructure: { type: 'boolean', 'x-trap': 'a string, even "true", counts as false' },
      },
      if: { not: { required: ['folder'] } },
      then: { required: ['path'] },
      additionalProperties: false,
    },
  },
  ['name', 'options'],
);

/** `provisioning/dashboards/*.yaml` */
export const providersSchema: Schema = {
  title: 'Grafana dashboard provider provisioning',
  ...closed(
    {
      apiVersion: {
        type: 'integer',
        minimum: 1,
        'x-trap': 'without a whole number above 0 Grafana expects the oldest format of the file, a list',
      },
      providers: list(provider),
    },
    ['apiVersion'],
  ),
};
