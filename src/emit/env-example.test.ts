import { expect, test } from 'vitest';

import { env } from '../grafana/interpolation/refs.ts';
import { envExample } from './env-example.ts';
import { neededVariables } from './needed-variables.ts';

test('the file is an environment file whose comments name uses and reasons', () => {
  const value = {
    contactPoints: [
      {
        name: 'chat',
        receivers: [
          { uid: 'chat', type: 'webhook', settings: { url: env('HOOK'), authorization_credentials: env('TOKEN') } },
        ],
      },
    ],
  };
  const text = envExample(neededVariables([{ kind: 'alerting', path: 'a.yaml', value }]));
  expect(text).toContain(
    '\n# a.yaml: contactPoints[chat].receivers[chat].settings.url\n# Secret. REQUIRED: Grafana refuses to start without it.\n',
  );
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['HOOK=', 'TOKEN=']);
});
